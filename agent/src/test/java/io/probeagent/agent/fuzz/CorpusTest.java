package io.probeagent.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever was once worth an input is tried in every build, without the fuzzer. */
final class CorpusTest {

  @ParameterizedTest
  @EnumSource
  void everyInputThatIsKeptHolds(Target target) throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.walk(target.inputs())) {
      inputs = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(inputs).as("inputs in " + target.inputs()).isNotEmpty();
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      assertThatCode(() -> target.feed(bytes)).as("%s", input).doesNotThrowAnyException();
    }
  }
}
