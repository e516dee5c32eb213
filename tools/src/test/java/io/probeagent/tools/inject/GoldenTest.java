package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes out, to be read: each {@code x.in.yaml} with the {@code x.out.yaml} that comes of it.
 * {@code -Dgolden.renew} writes the latter anew.
 */
final class GoldenTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "probeagent", "tools", "inject");

  static Stream<Path> inputs() throws Exception {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all
          .filter(file -> file.getFileName().toString().contains(".in."))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void whatComesOut(Path input) throws Exception {
    String text = Files.readString(input);
    Ran ran = Ran.of(text, arguments(text).toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    Path golden = golden(input);
    if (Boolean.getBoolean("golden.renew")) {
      Files.writeString(golden, ran.out());
    }
    assertThat(ran.out()).isEqualTo(Files.readString(golden));
    assertThat(Ran.of(ran.out(), "uninject", "-").out()).isEqualTo(text);
  }

  static Path golden(Path input) {
    return input.resolveSibling(input.getFileName().toString().replace(".in.", ".out."));
  }

  /** The first line of YAML is a comment with the command. */
  private static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    String first = text.startsWith("# ") ? text.substring(2, text.indexOf('\n')) : "inject";
    arguments.addAll(List.of(first.split(" ")));
    arguments.add("-");
    return arguments;
  }
}
