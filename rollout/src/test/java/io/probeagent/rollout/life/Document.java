package io.probeagent.rollout.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A page of the documentation, for what it shows to be run. */
record Document(List<Block> blocks) {

  /** A fenced block, and the last heading before it. */
  record Block(String heading, String language, String text) {}

  /** The root of the checkout. */
  static Path root() {
    return Stage.jar("project.root").toAbsolutePath().normalize();
  }

  static Document of(String page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String heading = "";
    String language = "";
    StringBuilder block = null;
    for (String line : Files.readAllLines(root().resolve(page))) {
      if (block == null && line.startsWith("#")) {
        heading = line.replaceFirst("^#+ ", "");
      } else if (block == null && line.startsWith("```")) {
        block = new StringBuilder();
        language = line.substring(3);
      } else if (line.equals("```") && block != null) {
        blocks.add(new Block(heading, language, block.toString()));
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return new Document(List.copyOf(blocks));
  }

  /** The blocks in a language under a heading, in their order; there must be one. */
  List<String> under(String heading, String language) {
    List<String> found =
        blocks.stream()
            .filter(b -> b.heading().equals(heading) && b.language().equals(language))
            .map(Block::text)
            .toList();
    if (found.isEmpty()) {
      throw new AssertionError("no " + language + " under '" + heading + "' in " + blocks);
    }
    return found;
  }

  /** Where a program is on this machine. */
  static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
