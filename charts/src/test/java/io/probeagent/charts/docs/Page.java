package io.probeagent.charts.docs;

import io.probeagent.charts.helm.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name its path from the root of the checkout
 */
record Page(String name, List<Block> blocks) {

  /** A fenced block, and the last heading before it. */
  record Block(String heading, String language, String text) {}

  /** The root of the checkout. */
  static Path root() {
    return Folder.CHARTS.resolve("..").normalize();
  }

  /** Every page that users read. */
  static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (String folder :
        List.of(
            ".",
            "docs",
            "docs/apps",
            "charts/probe-agent",
            "charts/sample-app",
            "charts/kustomize")) {
      for (Path file : Folder.files(root().resolve(folder), ".md")) {
        pages.add(of(root().relativize(file.normalize()).toString()));
      }
    }
    return pages;
  }

  static Page of(String name) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String heading = "";
    String language = "";
    StringBuilder block = null;
    for (String line : Files.readAllLines(root().resolve(name))) {
      if (block == null && line.startsWith("#")) {
        heading = line.replaceFirst("^#+ ", "");
      } else if (block == null && line.startsWith("```")) {
        block = new StringBuilder();
        language = line.substring(3);
      } else if (block != null && line.equals("```")) {
        blocks.add(new Block(heading, language, block.toString()));
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return new Page(name, List.copyOf(blocks));
  }

  /** The blocks in a language under a heading. */
  List<String> under(String heading, String language) {
    return blocks.stream()
        .filter(b -> b.heading().equals(heading) && b.language().equals(language))
        .map(Block::text)
        .toList();
  }

  /** What is shown in YAML. */
  Stream<String> yaml() {
    return blocks.stream().filter(b -> b.language().equals("yaml")).map(Block::text);
  }
}
