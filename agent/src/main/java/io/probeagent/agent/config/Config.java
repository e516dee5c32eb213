package io.probeagent.agent.config;

import io.probeagent.agent.lifecycle.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The agent's configuration, checked.
 *
 * @param dir the shared folder
 * @param listen where the HTTP endpoints are
 * @param apps the apps of the pod, at least one
 * @param poll how often the folder is read besides watching it
 * @param gracePeriod the pod's terminationGracePeriodSeconds
 * @param token bearer token of the control verbs, if given as a value
 * @param tokenFile file that holds it, if given as a file
 * @param controlUids who may drain over a socket besides the agent's own UID; empty: root alone
 * @param sidecar what a SIGTERM to the agent means
 * @param exitWithApp whether the agent ends once every app has
 * @param maxConnections most HTTP connections at a time
 * @param logJson whether log lines are JSON, else text
 * @param logLevel least level that is logged
 * @param effective every setting with its value and where it came from, secrets masked
 */
public record Config(
    Path dir,
    Listen listen,
    List<App> apps,
    Duration poll,
    Duration gracePeriod,
    Optional<String> token,
    Optional<Path> tokenFile,
    Set<Integer> controlUids,
    Sidecar sidecar,
    boolean exitWithApp,
    int maxConnections,
    boolean logJson,
    Level logLevel,
    Map<String, Value> effective) {

  /**
   * One app of the pod.
   *
   * @param name its DNS label
   * @param dir its folder
   * @param file path of its probe file
   * @param files which files it touches
   * @param socket path of its stream socket, at most {@value #MAX_SOCKET_PATH} bytes
   * @param notifySocket path of its sd_notify socket, likewise
   * @param socketMode permission bits of both sockets
   * @param ports what it listens on; empty: the kernel is not asked
   * @param counted ports whose connections count besides, and which need not be open
   * @param policy how it is judged
   */
  public record App(
      String name,
      Path dir,
      Path file,
      Files files,
      Path socket,
      Path notifySocket,
      int socketMode,
      List<Integer> ports,
      List<Integer> counted,
      Policy policy) {
    /** The JDK takes 106 bytes of unix(7)'s 107; what the agent binds first is up to 7 longer. */
    public static final int MAX_SOCKET_PATH = 99;

    /** Every port of the app: the needed ones first. */
    public List<Integer> allPorts() {
      List<Integer> all = new ArrayList<>(ports);
      all.addAll(counted);
      return all;
    }
  }

  /** Which files an app touches. */
  public enum Files {
    /** The probe file. */
    PLAIN,
    /** {@code started}, {@code ready} and {@code live}, as Open Liberty does. */
    LIBERTY
  }

  /** Host (empty: all addresses) and port (0: any free one). */
  public record Listen(String host, int port) {
    /** As it is written in the setting. */
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** A setting's text, and where it was given. */
  public record Value(String value, String from) {}

  /** What a SIGTERM to the agent means. */
  public enum Sidecar {
    /** Native if every instance has ended by then, else regular. */
    AUTO,
    /** Every main container has ended: exit. */
    NATIVE,
    /** The app got the same SIGTERM: outlive it. */
    REGULAR
  }

  /** Levels of a log line. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
