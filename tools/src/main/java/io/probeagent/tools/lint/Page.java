package io.probeagent.tools.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a rule: {@code # title}, what and why, {@code Source: …}, and under {@code ## Fires}
 * and {@code ## Does not} examples, each a YAML block with what is expected quoted below.
 */
public record Page(String text, String title, String body, String source, List<Example> examples) {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?:With `--kubernetes-version ([0-9.]+)`:\n\n)?(?:With `--longest-request ([0-9]+)s`:\n\n)?```yaml\n(.*?)```\n((?:\n?> [^\n]*\n?)*)",
          Pattern.DOTALL);

  /**
   * One example.
   *
   * @param version the cluster's, if it matters
   * @param longestRequest that of the app, in s
   * @param expected {@code line:column what}, one per finding; none where the rule is silent
   */
  public record Example(
      Optional<String> version, long longestRequest, String yaml, List<String> expected) {}

  /**
   * Reads the page of a rule.
   *
   * @throws IllegalStateException if there is none: a defect of this program
   */
  public static Page of(Rule rule) {
    String name = "rules/" + rule.id() + ".md";
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no page " + name);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page parse(String text) {
    int lineEnd = text.indexOf('\n');
    int source = text.indexOf("\nSource: ");
    int fires = text.indexOf("\n## Fires\n");
    if (!text.startsWith("# ") || source < lineEnd || fires < source) {
      throw new IllegalStateException("a page needs # title, Source: and ## Fires: " + text);
    }
    return new Page(
        text,
        text.substring(2, lineEnd),
        text.substring(lineEnd, source).strip(),
        text.substring(source + "\nSource: ".length(), fires).strip(),
        examples(text.substring(fires)));
  }

  private static List<Example> examples(String text) {
    List<Example> examples = new ArrayList<>();
    Matcher matcher = EXAMPLE.matcher(text);
    while (matcher.find()) {
      List<String> expected =
          matcher
              .group(4)
              .lines()
              .filter(line -> line.startsWith("> "))
              .map(l -> l.substring(2))
              .toList();
      examples.add(
          new Example(
              Optional.ofNullable(matcher.group(1)),
              Long.parseLong(Optional.ofNullable(matcher.group(2)).orElse("0")),
              matcher.group(3),
              expected));
    }
    return examples;
  }
}
