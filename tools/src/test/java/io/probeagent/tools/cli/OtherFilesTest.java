package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that lie beside manifests and are none. */
final class OtherFilesTest {
  @Test
  void filesOfChartsAndKustomizeAreNamed(@TempDir Path folder) throws Exception {
    Path values = Files.writeString(folder.resolve("values-prod.yaml"), "replicas: 2\n");
    Path kustomization =
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: [a]\n");
    Ran ran = Ran.of("", "lint", values.toString(), kustomization.toString());
    assertThat(ran.code()).isZero();
    assertThat(ran.err())
        .contains(values + ":1:1: a file of a chart, not an object")
        .contains(kustomization + ":1:1: a kustomization, which names other files")
        .contains("nothing was looked at");
  }
}
