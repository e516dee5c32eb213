package io.probeagent.charts.helm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told to Helm besides the chart.
 *
 * @param values files, later ones win
 * @param set as {@code --set}, over the files
 */
public record Release(
    String name, String namespace, String kubernetes, List<Path> values, Map<String, String> set) {

  /** No values at all, for the newest Kubernetes that the models know. */
  public static final Release PLAIN =
      new Release("shop", "default", Kubernetes.NEWEST, List.of(), Map.of());

  public Release {
    values = List.copyOf(values);
  }

  public Release named(String other) {
    return new Release(other, namespace, kubernetes, values, set);
  }

  public Release in(String other) {
    return new Release(name, other, kubernetes, values, set);
  }

  public Release on(String other) {
    return new Release(name, namespace, other, values, set);
  }

  public Release with(Path file) {
    List<Path> more = new ArrayList<>(values);
    more.add(file);
    return new Release(name, namespace, kubernetes, more, set);
  }

  /** With values as YAML. */
  public Release with(String yaml) {
    String name = Integer.toHexString(yaml.hashCode()) + ".yaml";
    Path file = Folder.CHARTS.resolve("target/values").resolve(name);
    Folder.write(file, yaml);
    return with(file);
  }

  public Release set(String key, Object value) {
    Map<String, String> more = new LinkedHashMap<>(set);
    more.put(key, value.toString());
    return new Release(name, namespace, kubernetes, values, more);
  }
}
