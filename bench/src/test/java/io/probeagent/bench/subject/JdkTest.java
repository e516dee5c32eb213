package io.probeagent.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
  @TempDir private Path home = Path.of("");

  @Test
  void takesOneThatIsNewEnough() throws Exception {
    jdk("25.0.3");
    assertThat(Jdk.find(home)).isEqualTo(new Jdk(home, "25.0.3", "Somebody"));
    assertThat(Jdk.find(home)).hasToString("Somebody 25.0.3");
  }

  @Test
  void refusesAnOldOne() throws Exception {
    jdk("24.0.2");
    assertThatThrownBy(() -> Jdk.find(home))
        .hasMessage("no JDK 25 or newer in '" + home + "' (give one with --jdk DIR)");
  }

  @Test
  void refusesAJreWithoutJlink() throws Exception {
    jdk("25");
    Files.delete(home.resolve("bin/jlink"));
    assertThatThrownBy(() -> Jdk.find(home)).hasMessageContaining("no JDK 25 or newer in");
  }

  private void jdk(String version) throws IOException {
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path jlink = Files.createDirectories(home.resolve("bin")).resolve("jlink");
    Files.createFile(jlink);
    assertThat(jlink.toFile().setExecutable(true)).isTrue();
  }
}
