package io.probeagent.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One file of .github/workflows. */
record Workflow(String name, String text, Map<?, ?> yaml) {

  static List<Workflow> all() {
    try (Stream<Path> files = Files.list(Repository.path(".github/workflows"))) {
      return files.sorted().map(file -> file.getFileName().toString()).map(Workflow::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Workflow of(String file) {
    String text = Repository.text(".github/workflows/" + file);
    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
    return new Workflow(file, text, map(yaml));
  }

  /** The jobs by their names. */
  Map<?, ?> jobs() {
    return map(yaml.get("jobs"));
  }

  List<Map<?, ?>> steps() {
    List<Map<?, ?>> steps = new ArrayList<>();
    for (Object job : jobs().values()) {
      if (map(job).get("steps") instanceof List<?> all) {
        all.forEach(step -> steps.add(map(step)));
      }
    }
    return steps;
  }

  static Map<?, ?> map(@org.jspecify.annotations.Nullable Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  @Override
  public String toString() {
    return name;
  }
}
