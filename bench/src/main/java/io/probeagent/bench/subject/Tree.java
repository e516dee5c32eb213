package io.probeagent.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JRE with a jar and a cache of its classes, as in the image, but anywhere: the cache remembers
 * where it was made, so that it is made there. It is made again when what it is made of changed.
 */
final class Tree {
  static final String JAR = "probe-agent.jar";
  private static final String STAMP = "made-of";
  private static final String ENVIRONMENT = "environment";

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
    String sum = sum(recipe, image, jar);
    if (isMadeOf(sum)) {
      return;
    }
    if (Files.exists(home) && !Files.exists(home.resolve(STAMP)) && !files(home).isEmpty()) {
      throw new IOException("'" + home + "' holds other things (expected: a new folder)");
    }
    delete(home);
    Path scripts = home.resolve("image");
    Files.createDirectories(scripts);
    Files.writeString(home.resolve(STAMP), "unfinished");
    for (Path folder : image) {
      for (Path file : files(folder)) {
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
    Files.writeString(home.resolve(STAMP), sum);
  }

  /** The paths of the image, and those that all builds share, as paths of this tree. */
  private String here(String text) {
    return text.replace("/image/", home + "/image/")
        .replace("/tmp/", home + "/image/")
        .replace("/root-fs", home + "/root-fs")
        .replace("/opt/probe-agent", home.toString());
  }

  private String sum(Recipe recipe, List<Path> image, Path jar) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String words = recipe + "\n" + home + "\n" + jdk.home() + "\n" + jdk;
      digest.update(words.getBytes(StandardCharsets.UTF_8));
      for (Path folder : image) {
        for (Path file : files(folder)) {
          digest.update(Files.readAllBytes(file));
        }
      }
      digest.update(Files.readAllBytes(jar));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Tree::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
