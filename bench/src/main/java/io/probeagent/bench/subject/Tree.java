package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JRE with a jar and a cache of its classes, as in the image, but anywhere: the cache remembers
 * where it was made, so that it is made there. It is made again when what it is made of changed.
 */
final class Tree {
  static final String JAR = "probe-agent.jar";
  private static final String STAMP = "made-of";
  private static final String ENVIRONMENT = "environment";

  /** Where a path begins, and not within another one. */
  private static final Pattern PATHS =
      Pattern.compile("(?<![\\w\"}])(/image/|/tmp/|/root-fs|/opt/probe-agent)");

  private final Path home;
  private final Jdk jdk;

  Tree(Path home, Jdk jdk) {
    this.home = home.toAbsolutePath().normalize();
    this.jdk = jdk;
  }

  Path home() {
    return home;
  }

  /** The image's variables when a tree was made. */
  static Map<String, String> environment(Path home) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    for (String line : Files.readAllLines(home.resolve(ENVIRONMENT))) {
      int at = line.indexOf('=');
      variables.put(line.substring(0, at), line.substring(at + 1));
    }
    return variables;
  }

  /** The JVM says nothing when it does not use its cache: it would only be slow, and large. */
  static void check(Path home) throws IOException {
    List<String> command = new ArrayList<>(command(home));
    command.add(1, "-XX:AOTMode=on");
    command.add("--help");
    Program.run(command, Map.of());
  }

  /** The image's entry point. */
  static List<String> command(Path home) {
    return List.of(home.resolve("jre/bin/java").toString(), "@" + home.resolve("java.args"));
  }

  private boolean holdsAnything() throws IOException {
    if (!Files.exists(home)) {
      return false;
    }
    try (Stream<Path> files = Files.list(home)) {
      return files.findAny().isPresent();
    }
  }

  /** Whether there is one, made of just that. */
  private boolean isMadeOf(String sum) throws IOException {
    Path stamp = home.resolve(STAMP);
    return Files.exists(stamp) && Files.readString(stamp).equals(sum);
  }

  /**
   * Runs the steps of the recipe.
   *
   * @param image the folders that the Dockerfile copies to {@code /image}
   */
  void make(Recipe recipe, List<Path> image, Path jar) throws IOException {
    String sum = Sum.of(recipe + "\n" + home + "\n" + jdk, inputs(image, jar));
    if (isMadeOf(sum)) {
      return;
    }
    if (!Files.exists(home.resolve(STAMP)) && holdsAnything()) {
      throw new IOException("'" + home + "' holds other things (expected: a new folder)");
    }
    Folder.delete(home);
    Path scripts = home.resolve("image");
    Files.createDirectories(scripts);
    Files.writeString(home.resolve(STAMP), "unfinished");
    for (Path folder : image) {
      for (Path file : Folder.files(folder)) {
        Files.writeString(scripts.resolve(file.getFileName()), here(Files.readString(file)));
      }
    }
    Files.copy(jar, home.resolve(JAR), StandardCopyOption.REPLACE_EXISTING);
    Map<String, String> environment =
        Map.of("PATH", jdk.home().resolve("bin") + ":" + System.getenv("PATH"));
    for (String step : recipe.steps()) {
      Program.run(List.of("sh", "-c", here(step)), environment);
    }
    List<String> variables =
        recipe.environment().entrySet().stream().map(each -> each + "").toList();
    Files.write(home.resolve(ENVIRONMENT), variables);
    check(home);
    Files.writeString(home.resolve(STAMP), sum);
  }

  /** The paths of the image, and those that all builds share, as paths of this tree. */
  private String here(String text) {
    return PATHS.matcher(text).replaceAll(path -> Matcher.quoteReplacement(place(path.group())));
  }

  private String place(String path) {
    return switch (path) {
      case "/opt/probe-agent" -> home.toString();
      case "/root-fs" -> home + "/root-fs";
      default -> home + "/image/";
    };
  }

  private static List<Path> inputs(List<Path> image, Path jar) throws IOException {
    List<Path> inputs = new ArrayList<>(List.of(jar));
    for (Path folder : image) {
      inputs.addAll(Folder.files(folder));
    }
    return inputs;
  }
}
