package io.probeagent.tools.cli;

import io.probeagent.tools.inject.Injector;
import io.probeagent.tools.inject.Rewrite;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code probe-tools inject}. */
@Command(
    name = "inject",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts the agent into pods: YAML in, the same YAML with the sidecar out.",
    footer = {
      "",
      "Each option that is about pods is also an annotation of the pod template, which wins:",
      "probe-agent.io/drain-delay: 2s. One with inject: \"false\" is left alone."
    })
final class InjectCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private final ManifestFiles files;

  @Mixin private RewriteOutput output = new RewriteOutput();

  @Option(names = "--image", description = "The agent's image.")
  private @Nullable String image;

  @Option(
      names = "--kubernetes-version",
      paramLabel = "1.N",
      description = "The cluster's version (default: 1.29).")
  private String version = "1.29";

  @ArgGroup private @Nullable Sidecar sidecar;

  /** One of both. */
  private static final class Sidecar {
    @Option(
        names = "--native",
        description = "A native sidecar, for Kubernetes 1.29 and later (default there).")
    private boolean isNative;

    @Option(names = "--regular", description = "An ordinary container (default before).")
    private boolean isRegular;
  }

  @Option(
      names = "--container",
      paramLabel = "name[,name]",
      description =
          "The app's container; of several each gets a folder of its own (default: the only one, or those that have probes, or the first with ports).")
  private @Nullable String container;

  @Option(
      names = "--app-ports",
      paramLabel = "port[,port]",
      description =
          "Ports that the app listens on (default: those of its probes and Services, or else those that it declares).")
  private @Nullable String appPorts;

  @Option(
      names = "--app-signals",
      description = "The app speaks to the agent itself, by file or socket.")
  private boolean appSignals;

  @Option(
      names = "--sd-notify",
      description = "The app speaks to systemd; it gets NOTIFY_SOCKET, and waits for the agent.")
  private boolean sdNotify;

  @Option(names = "--keep-probes", description = "Probes that the app has stay, but for exec ones.")
  private boolean keepProbes;

  @Option(
      names = "--replace-pre-stop",
      description = "A preStop hook that the app has makes way for the agent's.")
  private boolean replacePreStop;

  @Option(
      names = "--drain-delay",
      paramLabel = "time",
      description = "How long proxies take to learn that a pod leaves (default: 5s).")
  private @Nullable String drainDelay;

  @Option(
      names = "--token",
      description = "Lets the preStop hook drain; it is a literal in the pod.")
  private @Nullable String token;

  @Option(names = "--port", description = "The agent's port (default: 9810).")
  private @Nullable String port;

  @Option(
      names = "--set",
      paramLabel = "PROBE_X=value",
      description = "A setting of the agent; may be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  InjectCommand(InputStream in, PrintStream out, PrintStream err) {
    files = new ManifestFiles(in);
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    KubernetesVersion cluster = Flag.version("--kubernetes-version", version);
    List<Source> sources = files.read();
    try {
      Rewrite rewrite = new Injector(given(), cluster).inject(sources);
      return output.write(sources, rewrite, "injected", out, err);
    } catch (YamlProblem | IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    settings.forEach(
        (name, text) -> {
          if (!name.startsWith("PROBE_")) {
            throw new UsageException("--set " + name + " (expected: PROBE_…=value)");
          }
          given.put(name, text);
        });
    put(given, "image", image);
    put(given, "container", container);
    put(given, "app-ports", appPorts);
    put(given, "drain-delay", drainDelay);
    put(given, "token", token);
    put(given, "port", port);
    if (sidecar != null && sidecar.isNative) {
      given.put("sidecar", "native");
    }
    if (sidecar != null && sidecar.isRegular) {
      given.put("sidecar", "regular");
    }
    putIf(given, "app-signals", appSignals);
    putIf(given, "sd-notify", sdNotify);
    putIf(given, "keep-probes", keepProbes);
    putIf(given, "replace-pre-stop", replacePreStop);
    return given;
  }

  private static void put(Map<String, String> given, String label, @Nullable String text) {
    if (text != null) {
      given.put(label, text);
    }
  }

  private static void putIf(Map<String, String> given, String label, boolean so) {
    if (so) {
      given.put(label, "true");
    }
  }
}
