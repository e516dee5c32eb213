package io.probeagent.release;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A bill of materials and the jar that it is of. */
record Bill(Contents jar, JsonNode json) {

  /** The jars that hold work of others. */
  enum Of {
    AGENT("agent/target/probe-agent"),
    APP("sample-app/target/sample-app"),
    TOOLS("tools/target/probe-tools");

    private final String file;

    Of(String file) {
      this.file = file;
    }

    Bill bill() {
      // A jar is there in any case; what writes the bill refuses to work offline.
      Contents jar = Contents.of(Repository.path(file + ".jar"));
      assumeThat(Files.exists(Repository.path(file + ".cdx.json")))
          .as("there is a bill of materials: mvn package without --offline writes one")
          .isTrue();
      try {
        return new Bill(jar, new ObjectMapper().readTree(Repository.text(file + ".cdx.json")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static List<Bill> all() {
    return List.of(Of.AGENT.bill(), Of.APP.bill(), Of.TOOLS.bill());
  }

  List<Component> components() {
    List<Component> all = new ArrayList<>();
    json.at("/components").forEach(one -> all.add(Component.of(one)));
    return all;
  }
}
