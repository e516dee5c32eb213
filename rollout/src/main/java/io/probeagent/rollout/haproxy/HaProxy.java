package io.probeagent.rollout.haproxy;

import io.probeagent.rollout.cluster.PodAddress;
import io.probeagent.rollout.cluster.PodListener;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Daemons;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.traffic.Endpoint;
import io.probeagent.rollout.traffic.Service;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * A real HAProxy process. Told of pods as an ingress controller is, it sends requests to those
 * whose agent answers its checks with 200; the Service's endpoints mean nothing to it.
 *
 * <p>Its runtime API (seen with 2.6) takes a server's address, and that of its check, at run time.
 * A server that leaves maintenance is up until its first check fails, so that a new pod would be
 * sent requests before it listens. Hence the way through {@code drain}, which takes none, and there
 * {@code health down}; only a check brings it up then. Checks are never disabled: {@code
 * check-addr} is refused without them.
 */
public final class HaProxy implements PodListener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Child process;
  private final RuntimeApi api;
  private final Slots slots;
  private final InetSocketAddress http1;
  private final InetSocketAddress http2;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(new Daemons("haproxy"));
  private volatile String problem = "";

  private HaProxy(
      Child process,
      RuntimeApi api,
      Slots slots,
      InetSocketAddress http1,
      InetSocketAddress http2) {
    this.process = process;
    this.api = api;
    this.slots = slots;
    this.http1 = http1;
    this.http2 = http2;
  }

  /** Where it is on this machine: on the PATH, or in the usual sbin. */
  public static Optional<Path> installed() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "haproxy"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it, without any pods.
   *
   * @param folder an existing one, for its configuration, log and socket; its path must be short
   * @throws IOException if it does not run; says what it printed
   */
  public static HaProxy start(Options options, Path folder)
      throws IOException, InterruptedException {
    InetSocketAddress http1 = Ports.free();
    InetSocketAddress http2 = Ports.free();
    while (http2.equals(http1)) {
      http2 = Ports.free();
    }
    Path socket = folder.resolve("haproxy.sock").toAbsolutePath();
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(file, Configuration.text(options, socket, http1.getPort(), http2.getPort()));
    List<String> command = List.of(options.binary().toString(), "-db", "-f", file.toString());
    Child process = Child.start(command, Map.of(), folder.resolve("haproxy.log"), line -> {});
    HaProxy proxy =
        new HaProxy(process, new RuntimeApi(socket), new Slots(options.slots()), http1, http2);
    boolean answers =
        Await.answer(
            PATIENCE, () -> !process.isAlive() || proxy.upPods().isPresent(), right -> right);
    if (!answers || !process.isAlive()) {
      proxy.close();
      throw new IOException("haproxy does not run; it said: " + process.output().tail());
    }
    return proxy;
  }

  /** For clients of HTTP/1.1. */
  public Service http1() {
    return () -> Optional.of(new Endpoint("", http1));
  }

  /** For clients of HTTP/2 without TLS, with prior knowledge. */
  public Service http2() {
    return () -> Optional.of(new Endpoint("", http2));
  }

  /** The pod behind a server, as the header {@code x-served-by} names it. */
  public Optional<String> pod(String server) {
    return slots.pod(server);
  }

  /** The first thing that did not work; empty if all did. */
  public String problem() {
    return problem;
  }

  /** Waits until so many pods are up; false if they are not in time. */
  public boolean awaitUp(int pods, Duration most) throws InterruptedException {
    return Await.answer(most, this::upPods, up -> up.map(List::size).orElse(0) >= pods)
            .map(List::size)
            .orElse(0)
        >= pods;
  }

  /** The pods that it sends requests to. */
  public List<String> up() {
    return upPods().orElse(List.of());
  }

  /** Empty if it does not answer. */
  private Optional<List<String>> upPods() {
    try {
      return Optional.of(
          api.say(List.of("show servers state be"))
              .lines()
              .map(line -> line.split(" "))
              .filter(words -> words.length > 5 && words[1].equals("be") && words[5].equals("2"))
              .flatMap(words -> slots.pod(words[3]).stream())
              .toList());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void created(PodAddress pod) {
    soon(
        () -> {
          String server =
              "be/"
                  + slots
                      .take(pod.pod())
                      .orElseThrow(() -> new IOException("no slot is left for " + pod.pod()));
          InetSocketAddress check = pod.agent() == null ? pod.app() : pod.agent();
          String set = "set server " + server + " ";
          String changed = api.say(List.of(set + "addr " + text(pod.app())));
          if (!changed.contains("changed from")
              && !changed.contains("no need to change the port")) {
            throw new IOException(server + " gets no address: " + changed);
          }
          silently(
              List.of(
                  set + "check-addr " + text(check),
                  "enable health " + server,
                  set + "state drain",
                  set + "health down",
                  set + "state ready"));
        });
  }

  @Override
  public void gone(PodAddress pod) {
    soon(
        () -> {
          Optional<String> slot = slots.free(pod.pod());
          if (slot.isPresent()) {
            silently(List.of("set server be/" + slot.get() + " state maint"));
          }
        });
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + " port " + address.getPort();
  }

  private void silently(List<String> commands) throws IOException {
    String answer = api.say(commands);
    if (!answer.isEmpty()) {
      throw new IOException(commands + ": " + answer);
    }
  }

  /** Something to be said to it. */
  private interface Talk {
    void run() throws IOException;
  }

  private void soon(Talk talk) {
    try {
      thread.execute(
          () -> {
            try {
              talk.run();
            } catch (IOException e) {
              problem = problem.isEmpty() ? e.toString() : problem;
            }
          });
    } catch (RejectedExecutionException closedMeanwhile) {
      // Pods may outlive it.
    }
  }

  /** Ends the process. Its folder stays. Idempotent. */
  @Override
  public void close() {
    thread.shutdown();
    process.close();
  }
}
