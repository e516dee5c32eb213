package io.probeagent.agent.config;

import io.probeagent.agent.config.Config.Listen;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts to values; an empty result means that the text is none of what was expected. */
public final class Values {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
  private static final Pattern TOKEN = Pattern.compile("[!-~]{16,256}");
  private static final Pattern LISTEN =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?)\\]|([A-Za-z0-9.-]*)):([0-9]{1,5})");
  private static final Pattern MODE = Pattern.compile("0?[67][0-7]{2}");

  private Values() {}

  /** A time such as {@code 500ms}, {@code 5s}, {@code 2m} or {@code 1h}, between two limits. */
  public static Optional<Duration> duration(String text, Duration least, Duration most) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    return Optional.of(duration).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
  }

  static Optional<Integer> number(String text, int least, int most) {
    if (!text.matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    return Optional.of(Long.valueOf(text)).filter(n -> n >= least && n <= most).map(Long::intValue);
  }

  static Optional<Integer> mode(String text) {
    return MODE.matcher(text).matches() ? Optional.of(Integer.parseInt(text, 8)) : Optional.empty();
  }

  static Optional<Path> absolutePath(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute).map(Path::normalize);
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  static Optional<String> fileName(String text) {
    return Optional.of(text).filter(t -> FILE_NAME.matcher(t).matches());
  }

  static Optional<String> token(String text) {
    return Optional.of(text).filter(t -> TOKEN.matcher(t).matches());
  }

  static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static Optional<Listen> listen(String text) {
    Matcher matcher = LISTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return number(matcher.group(3), 0, 65535).map(port -> new Listen(host, port));
  }

  static Optional<List<String>> labels(String text, int most) {
    return list(text, t -> Optional.of(t).filter(l -> LABEL.matcher(l).matches()))
        .filter(names -> names.size() <= most && new HashSet<>(names).size() == names.size());
  }

  /** The items between commas; none of them may be wrong, and there must be one. */
  static <T> Optional<List<T>> list(String text, Function<String, Optional<T>> item) {
    List<T> items = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<T> value = item.apply(part.strip());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      items.add(value.get());
    }
    return Optional.of(items);
  }

  /** The constant whose name in lower case the text is. */
  static <E extends Enum<E>> Optional<E> oneOf(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }
}
