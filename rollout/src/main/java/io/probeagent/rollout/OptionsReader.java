package io.probeagent.rollout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the command line. */
final class OptionsReader {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s)");

  private Path agentJar;
  private Path appJar;
  private Path java = Java.running();
  private Duration drainDelay = Duration.ofSeconds(2);
  private Duration limit = Duration.ofSeconds(15);
  private boolean keep;

  /**
   * @param home the folder that the default paths start from
   */
  private OptionsReader(Path home) {
    agentJar = home.resolve("../../agent/target/probe-agent.jar").normalize();
    appJar = home.resolve("../../sample-app/target/sample-app.jar").normalize();
  }

  /**
   * Reads {@code --name value} and {@code --name=value}.
   *
   * @throws UsageException naming what is wrong, a jar that is not there included
   */
  static Options read(List<String> arguments, Path home) throws UsageException {
    OptionsReader reader = new OptionsReader(home);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      reader.take(rest.next(), rest);
    }
    requireFile(reader.agentJar, "--agent-jar", "agent");
    requireFile(reader.appJar, "--app-jar", "sample-app");
    if (!Files.isExecutable(reader.java)) {
      throw new UsageException("--java is '" + reader.java + "' (expected: an executable)");
    }
    return new Options(
        reader.agentJar, reader.appJar, reader.java, reader.drainDelay, reader.limit, reader.keep);
  }

  private void take(String argument, Iterator<String> rest) throws UsageException {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    switch (name) {
      case "--agent-jar" -> agentJar = Path.of(value(name, argument, rest));
      case "--app-jar" -> appJar = Path.of(value(name, argument, rest));
      case "--java" -> java = Path.of(value(name, argument, rest));
      case "--drain-delay" -> drainDelay = time(name, value(name, argument, rest), 100, 10_000);
      case "--limit" -> limit = time(name, value(name, argument, rest), 1_000, 60_000);
      case "--keep" -> {
        if (equals >= 0) {
          throw new UsageException("--keep takes no value, but got '" + argument + "'");
        }
        keep = true;
      }
      default -> throw new UsageException("unknown option '" + argument + "' (see --help)");
    }
  }

  private static String value(String name, String argument, Iterator<String> rest)
      throws UsageException {
    String value =
        argument.length() > name.length()
            ? argument.substring(name.length() + 1)
            : rest.hasNext() ? rest.next() : "";
    if (value.isEmpty()) {
      throw new UsageException(name + " has no value");
    }
    return value;
  }

  private static Duration time(String name, String text, long least, long most)
      throws UsageException {
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      long millis = Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("s") ? 1000 : 1);
      if (millis >= least && millis <= most) {
        return Duration.ofMillis(millis);
      }
    }
    throw new UsageException(
        "%s is '%s' (expected: %d to %d ms, written 500ms or 2s)"
            .formatted(name, text, least, most));
  }

  private static void requireFile(Path jar, String option, String module) throws UsageException {
    if (!Files.isRegularFile(jar)) {
      throw new UsageException(
          "there is no %s (expected: a jar; build it with 'mvn -pl %s -am package', or give %s)"
              .formatted(jar, module, option));
    }
  }
}
