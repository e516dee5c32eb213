package io.probeagent.rollout.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The pod of a workload that the documentation shows. */
record PodSpec(JsonNode spec) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a Deployment, a StatefulSet, a Job or a CronJob. */
  static PodSpec of(String yaml) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode workload = JSON.valueToTree(read);
    JsonNode job = workload.at("/spec/jobTemplate");
    JsonNode spec = (job.isMissingNode() ? workload : job).at("/spec/template/spec");
    if (spec.isMissingNode()) {
      throw new AssertionError("no pod in " + yaml);
    }
    return new PodSpec(spec);
  }

  /** The one container that runs the agent. */
  JsonNode agent() {
    List<JsonNode> found = all().stream().filter(PodSpec::isAgent).toList();
    if (found.size() != 1) {
      throw new AssertionError("agents: " + found);
    }
    return found.get(0);
  }

  boolean isNative() {
    return agent().path("restartPolicy").asText().equals("Always");
  }

  List<JsonNode> apps() {
    List<JsonNode> apps = new ArrayList<>(all());
    apps.removeIf(PodSpec::isAgent);
    return apps;
  }

  private List<JsonNode> all() {
    List<JsonNode> all = new ArrayList<>();
    spec.path("initContainers").forEach(all::add);
    spec.path("containers").forEach(all::add);
    return all;
  }

  private static boolean isAgent(JsonNode container) {
    return container.path("image").asText().startsWith("probe-agent:");
  }

  static Map<String, String> environment(JsonNode container) {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : container.path("env")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText());
    }
    return environment;
  }

  /** Where a container mounts a volume; a missing node if it does not. */
  static JsonNode mount(JsonNode container, String volume) {
    for (JsonNode mount : container.path("volumeMounts")) {
      if (mount.path("name").asText().equals(volume)) {
        return mount;
      }
    }
    return JSON.missingNode();
  }
}
