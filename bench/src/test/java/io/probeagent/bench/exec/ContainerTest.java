package io.probeagent.bench.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.bench.subject.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real one. */
class ContainerTest {
  @TempDir private Path folder;

  @Test
  void aProbeRunsInIt() throws IOException {
    Optional<Path> runc = Program.find("runc");
    Optional<Path> busybox = Program.find("busybox");
    assumeTrue(runc.isPresent() && busybox.isPresent(), "needs runc and busybox");
    assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
    List<String> list = List.of(runc.orElseThrow().toString(), "list", "--quiet");
    try (Container container =
        Container.start(runc.orElseThrow(), busybox.orElseThrow(), folder.resolve("one"))) {
      assertThat(Program.run(container.probe(), Map.of())).isEmpty();
      assertThat(Children.nanos(container.probe(), 3)).isPositive();
      assertThat(Program.run(list, Map.of())).contains(container.probe().get(2));
    }
    assertThat(Program.run(list, Map.of()))
        .doesNotContain("bench-" + ProcessHandle.current().pid() + "-one");
    assertThat(folder).isEmptyDirectory();
  }
}
