package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Pod.Container;
import io.probeagent.charts.helm.Yaml;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an API server refuses in a pod though its schema does not say so, and what it should not
 * have.
 */
final class PodForm {
  private PodForm() {}

  static void judge(Pod pod, Findings findings) {
    JsonNode spec = pod.spec();
    Set<String> volumes =
        Yaml.each(spec.path("volumes"))
            .map(volume -> volume.path("name").asText())
            .collect(Collectors.toSet());
    List<Container> containers = pod.containers().toList();
    unique(containers.stream().map(Container::name).toList(), pod.name(), "container", findings);
    unique(ports(containers, "containerPort"), pod.name(), "port", findings);
    unique(ports(containers, "name"), pod.name(), "port name", findings);
    Set<String> mounted = new HashSet<>();
    for (Container container : containers) {
      String where = pod.name() + ' ' + container.name();
      JsonNode mounts = container.spec().path("volumeMounts");
      unique(texts(mounts, "mountPath"), where, "mountPath", findings);
      unique(texts(container.spec().path("env"), "name"), where, "variable", findings);
      for (String name : texts(mounts, "name")) {
        findings.unless(volumes.contains(name), where, "mounts " + name + ", which is no volume");
        mounted.add(name);
      }
      String image = container.spec().path("image").asText();
      findings.unless(
          image.matches("[^:@]+(/[^:@]+)*(:[\\w][\\w.-]{0,127}|@sha256:[0-9a-f]{64})"),
          where,
          "the image " + image + " has no tag or digest");
      findings.unless(!image.endsWith(":latest"), where, "the image is latest");
    }
    volumes.removeAll(mounted);
    findings.unless(volumes.isEmpty(), pod.name(), "nobody mounts " + volumes);
    // Else a Service named probe sets PROBE_PORT and more, in every container.
    JsonNode links = spec.path("enableServiceLinks");
    findings.unless(links.isBoolean() && !links.asBoolean(), pod.name(), "has service links");
    JsonNode token = spec.path("automountServiceAccountToken");
    findings.unless(token.isBoolean() && !token.asBoolean(), pod.name(), "gets an API token");
    findings.unless(
        !pod.ends() || Set.of("Never", "OnFailure").contains(spec.path("restartPolicy").asText()),
        pod.name(),
        "is to end, but its restartPolicy is " + spec.path("restartPolicy"));
  }

  private static List<String> ports(List<Container> containers, String field) {
    return containers.stream()
        .flatMap(container -> texts(container.spec().path("ports"), field).stream())
        .toList();
  }

  private static List<String> texts(JsonNode list, String field) {
    return Yaml.each(list)
        .map(one -> one.path(field).asText())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static void unique(List<String> all, String where, String what, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (String one : all) {
      findings.unless(seen.add(one), where, "has the " + what + ' ' + one + " twice");
    }
  }
}
