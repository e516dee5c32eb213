package io.probeagent.rollout.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/daemons.md}: what it says of each daemon is what is tested. */
record DaemonPage(Map<String, Section> sections) {
  private static final Pattern HEADING = Pattern.compile("## (.+) ([0-9][0-9.]*)");

  /**
   * What is said of one daemon.
   *
   * @param version the beginning of the version that it was seen with
   */
  record Section(String version, List<Row> rows) {}

  static Path root() {
    return Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();
  }

  static DaemonPage read() throws IOException {
    Map<String, Section> sections = new LinkedHashMap<>();
    List<Row> rows = null;
    for (String line : Files.readAllLines(root().resolve("docs/daemons.md"))) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        rows = new ArrayList<>();
        sections.put(heading.group(1), new Section(heading.group(2), rows));
      } else if (line.startsWith("## ")) {
        rows = null;
      } else if (rows != null && line.startsWith("| ") && !line.startsWith("| step ")) {
        rows.add(Row.of(line));
      }
    }
    return new DaemonPage(sections);
  }

  Section section(Daemon daemon) {
    Section section = sections.get(daemon.title());
    if (section == null) {
      throw new AssertionError("docs/daemons.md has no section '## " + daemon.title() + " n.n'");
    }
    return section;
  }
}
