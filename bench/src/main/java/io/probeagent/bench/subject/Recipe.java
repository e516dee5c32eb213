package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code Dockerfile.agent} does to make the JRE and the cache, and how its image starts the
 * JVM. Read from that file, so that what is measured is what is shipped.
 *
 * @param steps the commands of the stage {@code runtime}, in order
 * @param environment the variables of the image
 */
record Recipe(List<String> steps, Map<String, String> environment) {
  private static final Pattern ENV = Pattern.compile("ENV ([A-Z_]+)=(\\S+)");

  static Recipe of(Path dockerfile) throws IOException {
    return parse(Files.readAllLines(dockerfile), dockerfile);
  }

  static Recipe parse(List<String> lines, Path dockerfile) throws IOException {
    List<String> steps = new ArrayList<>();
    Map<String, String> environment = new LinkedHashMap<>();
    String stage = "";
    for (String line : lines) {
      Matcher env = ENV.matcher(line);
      if (line.startsWith("FROM ")) {
        stage = line.replaceAll(".* AS ", "");
      } else if (stage.equals("runtime") && line.startsWith("RUN ")) {
        steps.add(line.substring(4));
      } else if (env.matches()) {
        environment.put(env.group(1), env.group(2));
      }
    }
    if (steps.stream().noneMatch(step -> step.contains("aot.sh"))) {
      throw new IOException(
          dockerfile + ": no step of the stage 'runtime' runs aot.sh (found: " + steps + ")");
    }
    return new Recipe(List.copyOf(steps), environment);
  }

  /** The same without the steps that run a certain script. */
  Recipe without(String script) {
    return new Recipe(steps.stream().filter(step -> !step.contains(script)).toList(), environment);
  }
}
