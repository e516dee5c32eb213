package io.probeagent.tools.plan;

import java.time.Duration;
import java.util.regex.Pattern;

/** What can be told of a script without running it: how long it sleeps. */
public final class Script {
  private static final Pattern SLEEP = Pattern.compile("\\bsleep +(\\d{1,5})([sm]?)\\b(?!\\.)");
  private static final Pattern BRANCHES =
      Pattern.compile("\\b(while|until|for|if|case)\\b|\\|\\||&(?!&)(?<!&&)");

  private Script() {}

  /** What it takes at least; nothing where it may take any way, or goes round in a loop. */
  public static Duration slept(String script) {
    if (BRANCHES.matcher(script).find()) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(
        SLEEP
            .matcher(script)
            .results()
            .mapToLong(
                found -> Long.parseLong(found.group(1)) * ("m".equals(found.group(2)) ? 60 : 1))
            .sum());
  }
}
