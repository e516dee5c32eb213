package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.HttpCall;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pod of docs fits the agent that is built here: settings, ports, paths, volumes, times. */
final class DocumentedPodsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> PROBES =
      Map.of("startupProbe", "/startup", "readinessProbe", "/ready", "livenessProbe", "/live");

  private Stage stage;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  static List<Arguments> pods() throws IOException {
    List<Arguments> pods = new ArrayList<>();
    for (Path page : pages("docs/apps", ".md")) {
      int number = 0;
      for (Document.Block block : Document.of(name(page)).blocks()) {
        if (block.language().equals("yaml")) {
          pods.add(Arguments.of(name(page) + " " + ++number, block.text()));
        }
      }
      if (number == 0) {
        throw new AssertionError(page + " shows no pod");
      }
    }
    for (Path file : pages("docs/examples", ".yaml")) {
      pods.add(Arguments.of(name(file), Files.readString(file)));
    }
    return pods;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pods")
  void fits(String name, String yaml) throws Exception {
    PodSpec pod = PodSpec.of(yaml);
    Map<String, String> given = PodSpec.environment(pod.agent());
    JsonNode config = printed(given);

    timesAgree(pod, config);
    foldersAgree(pod, config);
    portsAgree(pod, config);
    hooksAgree(pod, given, config);
    assertThat(given.getOrDefault("PROBE_SIDECAR", "auto"))
        .as("native or not")
        .isIn(pod.isNative() ? List.of("native") : List.of("auto", "regular"));
    probesAreServed(pod, given, config);
  }

  private static void timesAgree(PodSpec pod, JsonNode config) {
    long grace = pod.spec().path("terminationGracePeriodSeconds").asLong(30);
    assertThat(value(config, "grace_period")).isEqualTo(grace + "s");
    for (JsonNode app : pod.apps()) {
      JsonNode threshold = app.at("/readinessProbe/failureThreshold");
      if (!threshold.isMissingNode()) {
        assertThat(threshold.asText()).isEqualTo(value(config, "readiness_threshold"));
      }
      // A pod that fails liveness before its file is too old would be one that nobody can explain.
      assertThat(app.at("/livenessProbe/failureThreshold").asInt()).isGreaterThan(1);
    }
  }

  private static void foldersAgree(PodSpec pod, JsonNode config) {
    JsonNode mine = pod.agent().at("/volumeMounts/0");
    String volume = mine.path("name").asText();
    assertThat(mine.path("mountPath").asText()).isEqualTo(value(config, "dir"));
    assertThat(pod.spec().path("volumes"))
        .anySatisfy(
            v -> {
              assertThat(v.path("name").asText()).isEqualTo(volume);
              assertThat(v.at("/emptyDir/sizeLimit").asText()).isEqualTo("1Mi");
            });
    Set<String> names = new HashSet<>();
    pod.spec().path("volumes").forEach(v -> names.add(v.path("name").asText()));
    List<String> apps = apps(config);
    for (JsonNode app : pod.apps()) {
      app.path("volumeMounts")
          .forEach(mount -> assertThat(names).contains(mount.path("name").asText()));
      JsonNode mount = PodSpec.mount(app, volume);
      String at = mount.path("mountPath").asText();
      assertThat(at).as("mount of " + app.path("name")).startsWith("/");
      if (!apps.isEmpty()) {
        assertThat(mount.path("subPath").asText()).isEqualTo(app.path("name").asText());
        assertThat(apps).contains(app.path("name").asText());
      }
      Map<String, String> environment = PodSpec.environment(app);
      assertThat(environment.getOrDefault("PROBE_DIR", at)).isEqualTo(at);
      String notify = at + "/" + value(config, "notify_socket");
      assertThat(environment.getOrDefault("NOTIFY_SOCKET", notify)).isEqualTo(notify);
      if (value(config, "files").equals("liberty")) {
        assertThat(at).endsWith("/health");
      }
    }
  }

  private static void portsAgree(PodSpec pod, JsonNode config) {
    Set<String> declared = new HashSet<>();
    for (JsonNode app : pod.apps()) {
      app.path("ports").forEach(port -> declared.add(port.path("containerPort").asText()));
    }
    Set<String> told = new HashSet<>();
    for (Map.Entry<String, JsonNode> setting : config.properties()) {
      String ports = setting.getValue().path("value").asText();
      if (setting.getKey().endsWith("app_ports") && !ports.isEmpty()) {
        told.addAll(List.of(ports.split(",", -1)));
      }
    }
    assertThat(told).isEqualTo(declared);
  }

  private static void hooksAgree(PodSpec pod, Map<String, String> given, JsonNode config) {
    String token = given.get("PROBE_CONTROL_TOKEN");
    int hooks = 0;
    for (JsonNode app : pod.apps()) {
      JsonNode hook = app.at("/lifecycle/preStop/httpGet");
      if (!hook.isMissingNode()) {
        hooks++;
        assertThat(hook.path("path").asText()).isEqualTo("/drain" + suffix(config, app));
        assertThat(":" + hook.path("port").asText()).isEqualTo(value(config, "listen"));
        assertThat(hook.at("/httpHeaders/0/name").asText()).isEqualTo("Authorization");
        assertThat(hook.at("/httpHeaders/0/value").asText()).isEqualTo("Bearer " + token);
      }
    }
    assertThat(hooks > 0).as("a token, and a hook that needs it").isEqualTo(token != null);
  }

  private void probesAreServed(PodSpec pod, Map<String, String> given, JsonNode config)
      throws Exception {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("PROBE_DIR", stage.dir().toString());
    for (String app : apps(config)) {
      Files.createDirectory(stage.dir().resolve(app));
    }
    AgentProcess agent =
        AgentProcess.started(stage.run(List.of(), environment, stage.agentCommand()), Stage.LIMIT);
    String port = ":" + pod.agent().at("/ports/0/containerPort").asText();
    assertThat(port).isEqualTo(value(config, "listen"));
    startAgrees(pod, agent, port);
    for (JsonNode app : pod.apps()) {
      JsonNode hook = app.at("/lifecycle/preStop/httpGet");
      if (!hook.isMissingNode()) {
        assertThat(drained(agent, hook)).as("the hook of " + app.path("name")).isEqualTo(200);
      }
      assertThat(app.has("startupProbe")).as("what gates the liveness probe").isTrue();
      for (String probe : PROBES.keySet()) {
        JsonNode get = app.path(probe).path("httpGet");
        if (!get.isMissingNode()) {
          assertThat(":" + get.path("port").asText()).isEqualTo(port);
          String path = get.path("path").asText();
          assertThat(path).isEqualTo(PROBES.get(probe) + suffix(config, app));
          assertThat(status(agent, path)).as(probe).isEqualTo(503);
        }
      }
    }
  }

  /** The app waits for the agent, which must not wait for it, where its word would be lost. */
  private static void startAgrees(PodSpec pod, AgentProcess agent, String port) throws IOException {
    JsonNode get = pod.agent().at("/startupProbe/httpGet");
    boolean speaks =
        pod.apps().stream().anyMatch(a -> PodSpec.environment(a).containsKey("NOTIFY_SOCKET"));
    assertThat(!get.isMissingNode()).as("the agent is waited for").isEqualTo(speaks);
    if (speaks) {
      assertThat(":" + get.path("port").asText()).isEqualTo(port);
      assertThat(status(agent, get.path("path").asText())).isEqualTo(200);
    }
  }

  /** Of several apps each is asked for by its name. */
  private static String suffix(JsonNode config, JsonNode app) {
    return apps(config).isEmpty() ? "" : "/" + app.path("name").asText();
  }

  /** Calls a hook as kubelet does. */
  private static int drained(AgentProcess agent, JsonNode hook) throws IOException {
    URL url = new URL("http", "127.0.0.1", agent.address().getPort(), hook.path("path").asText());
    HttpURLConnection call = (HttpURLConnection) url.openConnection();
    call.setReadTimeout((int) Stage.LIMIT.toMillis());
    for (JsonNode header : hook.path("httpHeaders")) {
      call.setRequestProperty(header.path("name").asText(), header.path("value").asText());
    }
    try {
      return call.getResponseCode();
    } finally {
      call.disconnect();
    }
  }

  private static int status(AgentProcess agent, String path) throws IOException {
    try (HttpCall call = HttpCall.to(agent.address(), Stage.LIMIT)) {
      call.send("GET", path, "kube-probe/1.34");
      return call.answer().status();
    }
  }

  /** What the agent makes of the variables; it must take them all. */
  private JsonNode printed(Map<String, String> environment) throws Exception {
    List<String> command = stage.agentCommand("--print-config", "--dir=/", "--listen=:0");
    command.removeIf(word -> word.startsWith("--dir") || word.startsWith("--listen"));
    Child child = stage.run(List.of(), environment, command);
    assertThat(Stage.exitCode(child)).as(child.output().tail().toString()).isZero();
    return JSON.readTree(String.join("\n", child.output().lines()));
  }

  private static List<String> apps(JsonNode config) {
    String apps = value(config, "apps");
    return apps.isEmpty() ? List.of() : List.of(apps.split(",", -1));
  }

  private static String value(JsonNode config, String key) {
    return config.path(key).path("value").asText();
  }

  static List<Path> pages(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(Document.root().resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  static String name(Path file) {
    return Document.root().relativize(file).toString();
  }
}
