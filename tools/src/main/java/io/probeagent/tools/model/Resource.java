package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;
import java.util.Optional;

/**
 * One object of a manifest.
 *
 * @param root its document, or its entry in a List
 */
public record Resource(Field root) {
  private static final String TEMPLATE = "# Source: ";

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

  /**
   * The chart's template that it was rendered from: Helm writes it as a comment above each
   * document.
   */
  public Optional<String> template() {
    int line = root.position().line();
    for (int above = line - 1; above > 0; above--) {
      String text = root.source().line(above).strip();
      if (text.startsWith(TEMPLATE)) {
        return Optional.of(text.substring(TEMPLATE.length()).strip());
      }
      if (!text.isEmpty() && !text.startsWith("#")) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
