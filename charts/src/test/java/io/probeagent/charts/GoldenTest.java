package io.probeagent.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.charts.helm.Case;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Kubernetes;
import io.probeagent.charts.helm.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the charts render, for reading: a change of a template shows in the same commit what it does
 * to the pods. {@code mvn -pl charts -am verify -Dgolden.renew} writes the files anew.
 */
final class GoldenTest {
  private static final Path FOLDER = Folder.CHARTS.resolve("src/test/golden");

  record Golden(String file, Release release) {
    @Override
    public String toString() {
      return file;
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theRenderingIsAsItWasRead(Golden golden) {
    Path file = FOLDER.resolve(golden.file());
    String rendered = Helm.sampleApp().template(golden.release());
    if (Boolean.getBoolean("golden.renew")) {
      Folder.write(file, rendered);
    }
    assertThat(Folder.read(file)).as(file + ", renewed by -Dgolden.renew").isEqualTo(rendered);
  }

  @Test
  void noFileIsLeftOver() {
    assertThat(Folder.files(FOLDER, ".yaml"))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(goldens().map(Golden::file).toList());
  }

  /** All on the newest; what differs before native sidecars, on 1.28 as well. */
  static Stream<Golden> goldens() {
    List<Golden> goldens = new ArrayList<>();
    for (Case one : Case.all()) {
      goldens.add(new Golden(one.name() + ".yaml", one.release()));
      if (List.of("minimal", "job").contains(one.name())) {
        Release older = one.release().on(Kubernetes.REGULAR);
        goldens.add(new Golden(one.name() + "-on-1.28.yaml", older));
      }
    }
    return goldens.stream();
  }
}
