package io.probeagent.charts.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML as JSON. What a reader of YAML 1.1 takes for something else than one of 1.2 is refused. */
public final class Yaml {
  // Kubernetes reads YAML 1.1: there, `off` is false, `010` is 8 and `1:30` is 90.
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "y|n|yes|no|on|off|[-+]?0[0-9_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?|[0-9]+_[0-9_]*",
          Pattern.CASE_INSENSITIVE);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LoadSettings STRICT =
      LoadSettings.builder().setAllowDuplicateKeys(false).build();

  private Yaml() {}

  /** Every document that holds something. */
  public static List<JsonNode> documents(String text) {
    for (Node node : new Compose(STRICT).composeAllFromString(text)) {
      refuseAmbiguous(node);
    }
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Load(STRICT).loadAllFromString(text)) {
      if (document != null) {
        documents.add(JSON.valueToTree(document));
      }
    }
    return documents;
  }

  /** The one document that the text holds. */
  public static JsonNode document(String text) {
    List<JsonNode> documents = documents(text);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(documents.size() + " documents (expected: 1)");
    }
    return documents.get(0);
  }

  /** Lays one tree over another, as Helm does with values. */
  public static JsonNode merged(JsonNode under, JsonNode over) {
    if (!(under instanceof ObjectNode map) || !(over instanceof ObjectNode)) {
      return over;
    }
    ObjectNode merged = map.deepCopy();
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      JsonNode below = under.path(entry.getKey());
      merged.set(entry.getKey(), merged(below, entry.getValue()));
    }
    return merged;
  }

  /** The elements of a list, none for what is not there. */
  public static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static void refuseAmbiguous(Node node) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        refuseAmbiguous(tuple.getKeyNode());
        refuseAmbiguous(tuple.getValueNode());
      }
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(Yaml::refuseAmbiguous);
    } else if (node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && AMBIGUOUS.matcher(scalar.getValue()).matches()) {
      throw new IllegalArgumentException(
          "plain "
              + scalar.getValue()
              + " (expected: quotes, since YAML 1.1 reads it otherwise)"
              + scalar.getStartMark().map(Object::toString).orElse(""));
    }
  }
}
