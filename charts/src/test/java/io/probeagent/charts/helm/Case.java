package io.probeagent.charts.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One of the value sets that the sample app's chart ships for its tests. */
public record Case(String name, Path values) {
  private static final String ENDING = "-values.yaml";

  /** Whatever lies in the chart's folder {@code ci}. */
  public static List<Case> all() {
    return Folder.files(Folder.CHARTS.resolve("sample-app/ci"), ENDING).stream()
        .map(file -> new Case(file.getFileName().toString().replace(ENDING, ""), file))
        .toList();
  }

  /** The case of that name, which must be there. */
  public static Case named(String name) {
    return all().stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  /** Each case on each version that it can run on. */
  public static Stream<Release> releases() {
    return all().stream()
        .flatMap(
            one ->
                Kubernetes.ALL.stream()
                    .filter(one::runsOn)
                    .map(version -> one.release().on(version)));
  }

  /** The case on the newest Kubernetes. */
  public Release release() {
    return Release.PLAIN.with(values);
  }

  /** One case asks for what 1.28 lacks; that it is refused there has a test of its own. */
  private boolean runsOn(String version) {
    return !(name.equals("native") && version.equals(Kubernetes.REGULAR));
  }
}
