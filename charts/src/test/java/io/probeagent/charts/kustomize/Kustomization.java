package io.probeagent.charts.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.Program;
import io.probeagent.charts.Program.Outcome;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A user's folder, beside a copy of the component. */
record Kustomization(Path folder) {

  /** One that lists a component for a workload: {@code .} or {@code regular}. */
  static Kustomization of(Path empty, String component, String workload) throws IOException {
    Folder.copy(Folder.CHARTS.resolve("kustomize"), empty.resolve("kustomize"));
    Path folder = Files.createDirectories(empty.resolve("user"));
    Files.writeString(folder.resolve("workload.yaml"), workload);
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        resources: [workload.yaml]
        components: [../kustomize/%s]
        """
            .formatted(component));
    return new Kustomization(folder);
  }

  /** What is said besides, as more lines of the file. */
  Kustomization with(String lines) throws IOException {
    Path file = folder.resolve("kustomization.yaml");
    Files.writeString(file, Files.readString(file) + lines);
    return this;
  }

  Outcome outcome() throws Exception {
    return Program.run(folder, "kubectl", "kustomize", ".");
  }

  List<JsonNode> documents() throws Exception {
    Outcome outcome = outcome();
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return Yaml.documents(outcome.output());
  }
}
