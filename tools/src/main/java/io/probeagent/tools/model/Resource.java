package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;

/**
 * One object of a manifest.
 *
 * @param root its document, or its entry in a List
 */
public record Resource(Field root) {
  public String kind() {
    return root.get("kind").textOr("");
  }

  public String apiVersion() {
    return root.get("apiVersion").textOr("");
  }

  /** Without a name it may have a prefix that the API server completes. */
  public String name() {
    Field metadata = root.get("metadata");
    return metadata.get("name").text().orElseGet(() -> metadata.get("generateName").textOr(""));
  }

  /** Empty for the one that it is applied to. */
  public String namespace() {
    return root.at("metadata", "namespace").textOr("");
  }

  /** As kubectl writes it: {@code Deployment/web}. */
  public String title() {
    return kind() + "/" + name();
  }

  public Field spec() {
    return root.get("spec");
  }

  /** Whether both are applied to one namespace, as far as they say. */
  public boolean isBeside(Resource other) {
    return namespace().equals(other.namespace());
  }
}
