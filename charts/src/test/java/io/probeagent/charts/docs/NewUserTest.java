package io.probeagent.charts.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.charts.Program;
import io.probeagent.charts.Program.Outcome;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Kubernetes;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Release;
import io.probeagent.charts.helm.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody with an nginx and the README alone, in an empty folder beside a checkout: pasted, by
 * Helm and by Kustomize, it is the same Deployment.
 */
final class NewUserTest {
  private static final String HEADING = "Add it to a pod";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path empty;
  private Path web;
  private JsonNode pasted;
  private String template;
  private List<String> yaml;
  private List<String> commands;

  @BeforeEach
  void read() throws Exception {
    Page readme = Page.of("README.md");
    yaml = readme.under(HEADING, "yaml");
    assertThat(yaml).as("paste, Chart.yaml, values.yaml, kustomization.yaml").hasSize(4);
    commands = readme.under(HEADING, "sh");
    assertThat(commands).as("docker, helm, kubectl, inject").hasSize(4);
    List<String> templates = readme.under(HEADING, "gotmpl");
    assertThat(templates).hasSize(1);
    template = templates.get(0);
    pasted = Yaml.document(yaml.get(0));

    Folder.copy(Folder.CHARTS.resolve("probe-agent"), checkout("charts/probe-agent"));
    Folder.copy(Folder.CHARTS.resolve("kustomize"), checkout("charts/kustomize"));
    web = Files.createDirectory(empty.resolve("web"));
  }

  @Test
  void theImageIsBuiltUnderTheNameThatIsPasted() {
    String file = commands.get(0).replaceFirst("(?s)docker build -f (\\S+) .*", "$1");
    assertThat(Page.root().resolve(file)).isRegularFile();
    String image = pasted.at("/spec/template/spec/initContainers/0/image").asText();
    assertThat(commands.get(0)).isEqualTo("docker build -f " + file + " -t " + image + " .\n");
  }

  @Test
  void threeLinesOfHelmAreEnough() {
    assertThat(template.lines().filter(line -> line.contains("{{")).count()).isEqualTo(3);
  }

  @Test
  void whatIsPastedIsThePlainOneAndMore() {
    JsonNode plain = Yaml.document(plain());
    Pod pod = Pod.of(plain).orElseThrow();
    assertThat(pod.containers()).hasSize(1);
    assertHoldsAll(pasted, plain, "Deployment");
  }

  @Test
  void theChartGivesThePastedOne() throws Exception {
    Helm helm = Helm.of(chart());
    Release release = Release.PLAIN.named("web");
    assertSame(helm.documents(release));
    assertSame(helm.documents(release.on(Kubernetes.NATIVE)));
  }

  @Test
  void theCommandForTheChartGivesThePastedOne() throws Exception {
    Program.assumeOnPath("helm");
    chart();
    String output = run(commands.get(1));
    // What Helm says of the dependencies comes before the first document.
    assertSame(Yaml.documents(output.substring(output.indexOf("---\n"))));
  }

  @Test
  void theCommandForTheKustomizationGivesThePastedOne() throws Exception {
    Program.assumeKubectl();
    Files.writeString(web.resolve("deployment.yaml"), plain());
    Files.writeString(web.resolve("kustomization.yaml"), yaml.get(3));
    assertSame(Yaml.documents(run(commands.get(2))));
  }

  @Test
  void beforeNativeSidecarsChartAndKustomizationAgreeToo() throws Exception {
    Program.assumeKubectl();
    Release old = Release.PLAIN.named("web").on(Kubernetes.REGULAR);
    pasted = Helm.of(chart()).documents(old).get(0);
    Files.writeString(web.resolve("deployment.yaml"), plain());
    Files.writeString(
        web.resolve("kustomization.yaml"),
        yaml.get(3)
            .replace("charts/kustomize]", "charts/kustomize/regular]")
            .replace("initContainers", "containers"));
    assertSame(Yaml.documents(run(commands.get(2))));
  }

  private Path checkout(String path) {
    return empty.resolve("probe-agent").resolve(path);
  }

  /** The Deployment of somebody who has not read on. */
  private String plain() {
    return String.join("\n", template.lines().filter(line -> !line.contains("{{")).toList());
  }

  /** A chart that had the plain Deployment and now is as the README says. */
  private Path chart() throws IOException {
    Files.writeString(
        web.resolve("Chart.yaml"), "apiVersion: v2\nname: web\nversion: 1.0.0\n" + yaml.get(1));
    Files.writeString(web.resolve("values.yaml"), yaml.get(2));
    Path templates = Files.createDirectory(web.resolve("templates"));
    Files.writeString(templates.resolve("deployment.yaml"), template);
    return web;
  }

  private String run(String command) throws Exception {
    Outcome outcome = Program.run(web, "sh", "-e", "-c", command);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private void assertSame(List<JsonNode> documents) {
    assertThat(documents).hasSize(1);
    assertThat(inOrder(documents.get(0))).isEqualTo(inOrder(pasted));
  }

  /** As text, with fields and lists of objects in one order; a command keeps its own. */
  private static String inOrder(JsonNode document) {
    return JSON.valueToTree(sorted(JSON.convertValue(document, Object.class))).toPrettyString();
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> fields = new TreeMap<>();
      map.forEach((key, field) -> fields.put(key, sorted(field)));
      return fields;
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(sorted(element)));
      if (elements.stream().allMatch(Map.class::isInstance)) {
        elements.sort(Comparator.comparing(Object::toString));
      }
      return elements;
    }
    return value;
  }

  private static void assertHoldsAll(JsonNode more, JsonNode less, String at) {
    if (less.isObject()) {
      less.properties()
          .forEach(e -> assertHoldsAll(more.path(e.getKey()), e.getValue(), at + '.' + e.getKey()));
    } else if (less.isArray()) {
      for (int i = 0; i < less.size(); i++) {
        assertHoldsAll(more.path(i), less.get(i), at + '[' + i + ']');
      }
    } else {
      assertThat(more).as(at).isEqualTo(less);
    }
  }
}
