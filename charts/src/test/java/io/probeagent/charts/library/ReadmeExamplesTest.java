package io.probeagent.charts.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Kubernetes;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library's README shows, as it stands there. */
final class ReadmeExamplesTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final List<String> BLOCKS =
      YAML.matcher(Folder.read(Folder.CHARTS.resolve("probe-agent/README.md")))
          .results()
          .map(block -> block.group(1))
          .toList();

  @ParameterizedTest
  @ValueSource(strings = {Kubernetes.REGULAR, Kubernetes.NEWEST})
  void threeLinesGiveWhatThePiecesGive(String kubernetes) {
    String values = block("longestRequest: 30s");
    JsonNode whole = Wrapper.of("whole", values, block("define \"web.pod\"")).pod(kubernetes);
    String start = "  template:\n    metadata: {labels: {app: web}}\n    spec:\n";
    JsonNode pieces =
        Wrapper.of("pieces", values, start + block("\"probe-agent.initContainers\""))
            .pod(kubernetes);

    assertThat(pieces).isEqualTo(whole);
    assertThat(whole.at("/containers/0/readinessProbe/httpGet/path").asText()).isEqualTo("/ready");
    assertThat(whole.at("/containers/0/lifecycle/preStop/httpGet/path").asText())
        .isEqualTo("/drain");
    assertThat(whole.path("terminationGracePeriodSeconds").asInt()).isEqualTo(45);
    boolean regular = kubernetes.equals(Kubernetes.REGULAR);
    assertThat(whole.at("/containers/1/name").asText()).isEqualTo(regular ? "probe-agent" : "");
    assertThat(whole.at("/initContainers/0/name").asText()).isEqualTo(regular ? "" : "probe-agent");
  }

  @ParameterizedTest
  @ValueSource(strings = {Kubernetes.REGULAR, Kubernetes.NEWEST})
  void eachOfSeveralAppsHasItsOwn(String kubernetes) {
    String spec = "containers: [{name: web}, {name: log}, {name: queue}]";
    JsonNode pod = Wrapper.ofPod("several", block("worker: {container"), spec).pod(kubernetes);

    assertThat(pod.at("/containers/0/livenessProbe/httpGet/path").asText()).isEqualTo("/live/web");
    assertThat(pod.at("/containers/0/volumeMounts/0/subPath").asText()).isEqualTo("web");
    assertThat(pod.at("/containers/1").toString()).isEqualTo("{\"name\":\"log\"}");
    assertThat(pod.at("/containers/2/livenessProbe/httpGet/path").asText())
        .isEqualTo("/live/worker");
    assertThat(pod.at("/containers/2/volumeMounts/0/subPath").asText()).isEqualTo("worker");
    assertThat(pod.at("/containers/2").has("lifecycle")).isFalse();
  }

  private static String block(String part) {
    List<String> found = BLOCKS.stream().filter(block -> block.contains(part)).toList();
    assertThat(found).as("blocks of the README with " + part).hasSize(1);
    return found.get(0);
  }
}
