package io.probeagent.tools.cli;

import io.probeagent.tools.yaml.Source;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The manifests that a command is given. */
final class ManifestFiles {
  private final InputStream standardInput;

  // At least one, but for lint --explain: whether one is missing is known only when they are read.
  @Parameters(
      arity = "0..*",
      paramLabel = "file|folder|-",
      description =
          "Manifests; a folder with all *.yaml, *.yml and *.json in it; - is standard input.")
  private List<String> names = new ArrayList<>();

  ManifestFiles(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  List<Source> read() {
    if (names.isEmpty()) {
      throw new UsageException("nothing to read (expected: files, folders or -)");
    }
    return Inputs.read(names, standardInput);
  }

  /** Their names, as they were given. */
  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
