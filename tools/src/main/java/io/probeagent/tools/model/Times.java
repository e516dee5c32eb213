package io.probeagent.tools.model;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the agent's settings and the command line have them. */
public final class Times {
  /** The agent takes as many digits; their sums still fit into milliseconds. */
  public static final String FORM = "([0-9]{1,9})(ms|s|m|h)";

  private static final Pattern TIME = Pattern.compile(FORM);

  private Times() {}

  /** Reads {@code 500ms}, {@code 5s}, {@code 2m} or {@code 1h}; nothing if it is none. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }

  /** In whole seconds, as Kubernetes has them, rounded up. */
  public static long wholeSeconds(Duration time) {
    return (time.toMillis() + 999) / 1_000;
  }
}
