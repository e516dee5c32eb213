package io.probeagent.tools.plan;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.yaml.Field;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a container's preStop does, as far as it matters to the time. */
public sealed interface Hook {
  /** There is none: SIGTERM comes at once. */
  record None() implements Hook {}

  /** Sleeps for a time that is known. */
  record Sleep(Duration time) implements Hook {}

  /**
   * Asks the agent to drain.
   *
   * @param app whose drain it is; empty for that of the only one, or of all
   * @param token whether it shows the agent's token, without which it only waits for the delay
   */
  record Drain(String app, boolean token) implements Hook {}

  /** Does something that takes a time that nobody can read in YAML. */
  record Other(String what) implements Hook {}

  /** In s: a year; what is written may be anything. */
  long MOST = 365L * 86_400;

  /** Only what is a sleep and nothing else, or a shell that does just that. */
  Pattern SLEEP = Pattern.compile("(?:/(?:usr/)?bin/)?sleep +(\\d{1,6}(?:\\.\\d{1,3})?)(s?)");

  /** The hook of a container. */
  static Hook of(Container container, @Nullable Sidecar sidecar) {
    Field hook = container.field().at("lifecycle", "preStop");
    if (hook.isNull()) {
      return new None();
    }
    if (hook.get("sleep").exists()) {
      long seconds = hook.at("sleep", "seconds").numberOr(0);
      return new Sleep(Duration.ofSeconds(Math.max(0, Math.min(MOST, seconds))));
    }
    if (hook.get("exec").exists()) {
      List<String> words =
          hook.at("exec", "command").items().stream().map(word -> word.textOr("")).toList();
      return sleep(words).<Hook>map(Sleep::new).orElseGet(() -> new Other("exec " + join(words)));
    }
    Field path = hook.at("httpGet", "path");
    if (sidecar != null && sidecar.isAskedBy(hook) && isDrain(path.textOr(""))) {
      return new Drain(app(path.textOr("")), showsToken(hook, sidecar));
    }
    return new Other(
        "httpGet %s of port %s".formatted(path.textOr("/"), hook.at("httpGet", "port").textOr("")));
  }

  private static boolean isDrain(String path) {
    return path.matches("/drain(/[^?]*)?(\\?.*)?");
  }

  private static String app(String path) {
    Matcher matcher = Pattern.compile("/drain/([^?/]+).*").matcher(path);
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static boolean showsToken(Field hook, Sidecar sidecar) {
    Optional<String> shown =
        hook.at("httpGet", "httpHeaders").items().stream()
            .filter(header -> header.get("name").textOr("").equalsIgnoreCase("Authorization"))
            .flatMap(header -> header.get("value").text().stream())
            .filter(value -> value.startsWith("Bearer "))
            .findFirst();
    Optional<String> known = sidecar.setting("PROBE_CONTROL_TOKEN");
    // One that comes from a Secret cannot be read here: who shows a token is taken to know it.
    return shown.isPresent()
        && (known.isEmpty()
            ? hasHiddenToken(sidecar)
            : shown.orElse("").equals("Bearer " + known.orElse("")));
  }

  private static boolean hasHiddenToken(Sidecar sidecar) {
    return sidecar.container().env("PROBE_CONTROL_TOKEN").isPresent()
        || sidecar.container().env("PROBE_CONTROL_TOKEN_FILE").isPresent();
  }

  private static Optional<Duration> sleep(List<String> words) {
    boolean shell =
        words.size() == 3
            && words.get(0).matches("(/bin/|/usr/bin/)?(ba|da)?sh")
            && "-c".equals(words.get(1));
    Matcher matcher = SLEEP.matcher((shell ? words.get(2) : join(words)).strip());
    return matcher.matches()
        ? Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * 1000)))
        : Optional.empty();
  }

  private static String join(List<String> words) {
    return String.join(" ", words);
  }
}
