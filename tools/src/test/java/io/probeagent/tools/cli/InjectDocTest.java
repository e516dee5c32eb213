package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.inject.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/inject.md shows is what the command prints, and its tables are whole. */
final class InjectDocTest {
  private static final Path PAGE = Path.of("..", "docs", "inject.md");

  @Test
  void theExampleIsTrue() throws Exception {
    String page = Files.readString(PAGE);
    String input = block(page, "text", 0);
    Ran plain = Ran.of(input, "inject", "-");
    assertThat(plain.err().replace("(-:1)", "(web.yaml:1)")).isEqualTo(block(page, "text", 1));
    String diff = Ran.of(input, "inject", "--diff", "-").out().replace("/-\n", "/web.yaml\n");
    if (Boolean.getBoolean("golden.renew")) {
      String shown = "```diff\n" + block(page, "diff", 0) + "```";
      Files.writeString(PAGE, page.replace(shown, "```diff\n" + diff + "```"));
    }
    assertThat(block(Files.readString(PAGE), "diff", 0)).isEqualTo(diff);
  }

  @Test
  void everyReasonHasItsLineAndExitCode() throws Exception {
    String page = Files.readString(PAGE);
    for (Reason reason : Reason.values()) {
      assertThat(page)
          .containsPattern(
              "(?m)^\\| `" + reason.code() + "` \\|.*\\| " + (reason.isWanted() ? 0 : 3) + " \\|$");
    }
  }

  @Test
  void everyOptionIsTold() throws Exception {
    String help = Ran.of("", "inject", "--help").out();
    List<String> options =
        Pattern.compile("(?m)^ .*?(--[a-z-]+)")
            .matcher(help)
            .results()
            .map((MatchResult it) -> it.group(1))
            .filter(it -> !it.equals("--help") && !it.equals("--version"))
            .toList();
    assertThat(options).hasSizeGreaterThan(15);
    String page = Files.readString(PAGE);
    assertThat(options).allSatisfy(option -> assertThat(page).contains("`" + option));
  }

  private static String block(String page, String language, int number) {
    return page.split("```" + language + "\n", -1)[number + 1].split("```", 2)[0];
  }
}
