package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation, parts of which are made; {@code -Drules.renew} makes them anew. */
record Doc(Path path) {
  private static final Path ROOT = Path.of("..");

  static Doc of(String name) {
    return new Doc(ROOT.resolve(name));
  }

  String text() throws IOException {
    return Files.readString(path);
  }

  /** The page is as it should be, or is made so. */
  void is(String expected) throws IOException {
    if (Boolean.getBoolean("rules.renew")) {
      Files.writeString(path, expected);
    } else {
      assertThat(text()).as("%s, renewed by -Drules.renew", path).isEqualTo(expected);
    }
  }

  /** A page with other contents in the n-th fenced block of a language. */
  static String with(String page, String language, int number, String block) {
    String fence = "```" + language + "\n";
    int start = -1;
    for (int i = 0; i <= number; i++) {
      start = page.indexOf(fence, start + 1);
      assertThat(start).as("block %d of %s", i, language).isNotNegative();
    }
    int end = page.indexOf("```", start + fence.length());
    return page.substring(0, start + fence.length()) + block + page.substring(end);
  }
}
