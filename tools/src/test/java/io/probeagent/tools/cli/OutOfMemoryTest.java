package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too large for the memory that there is. */
final class OutOfMemoryTest {
  @TempDir private Path dir;

  @Test
  void aTextThatDoesNotFitIsRefused() throws IOException, InterruptedException {
    Path text = dir.resolve("big.yaml");
    Files.writeString(text, "---\napiVersion: v1\nkind: Pod\nspec: {a: [b, c]}\n".repeat(60_000));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "lint",
                text.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(java.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isEqualTo(2);
    assertThat(said).startsWith("probe-tools: out of memory with 2").doesNotContain("\tat ");
  }
}
