package io.probeagent.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** One artifact of a bill of materials. */
record Component(
    String group, String name, String version, String classifier, String sha256, String licence) {

  static Component of(JsonNode json) {
    String purl = json.at("/purl").asText();
    String classifier = purl.replaceFirst(".*[?&]classifier=([^&]*).*|.*", "$1");
    String sha256 = "";
    for (JsonNode hash : json.at("/hashes")) {
      if (hash.at("/alg").asText().equals("SHA-256")) {
        sha256 = hash.at("/content").asText();
      }
    }
    StringBuilder licence = new StringBuilder();
    for (JsonNode one : json.at("/licenses")) {
      licence.append(licence.isEmpty() ? "" : " and ").append(one.at("/license/id").asText());
    }
    return new Component(
        json.at("/group").asText(),
        json.at("/name").asText(),
        json.at("/version").asText(),
        classifier,
        sha256,
        licence.toString());
  }

  boolean isOurs() {
    return group.equals("io.probeagent");
  }

  /** The jar that it was taken from. */
  Path jar() {
    if (isOurs()) {
      String folder = name.replaceFirst("^probe-agent-", "");
      return Repository.path(folder).resolve("target").resolve(file());
    }
    return Path.of(System.getProperty("local.repository", "no local.repository"))
        .resolve(group.replace('.', '/'))
        .resolve(name)
        .resolve(version)
        .resolve(file());
  }

  private String file() {
    return name + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
  }

  /** As it stands in bundled.txt. */
  String line() {
    String what = group + ":" + name + ":" + version;
    return sha256 + " " + licence + " " + what + (classifier.isEmpty() ? "" : ":" + classifier);
  }
}
