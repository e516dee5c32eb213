package io.probeagent.tools.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a text of many documents. JSON is YAML, too. */
public final class Documents {
  private Documents() {}

  /**
   * The roots of all documents that are not empty.
   *
   * @throws YamlProblem if the text is no YAML; what stood before the place is lost with it
   */
  public static List<Field> read(Source source) throws YamlProblem {
    List<Field> known = source.documents();
    if (known != null) {
      return known;
    }
    List<Field> roots = new ArrayList<>();
    try {
      LoadSettings settings = settings(source.name());
      new NodeReader(source, node -> add(Field.root(source, node), roots))
          .read(new ParserImpl(settings, new StreamReader(settings, source.text())));
    } catch (MarkedYamlEngineException e) {
      throw problem(source, e.getProblemMark(), said(e));
    } catch (YamlEngineException e) {
      throw problem(source, Optional.empty(), String.valueOf(e.getMessage()));
    }
    List<Field> read = List.copyOf(roots);
    source.documents(read);
    return read;
  }

  private static void add(Field root, List<Field> roots) {
    if (!root.isNull()) {
      roots.add(root);
    }
  }

  static LoadSettings settings(String label) {
    return LoadSettings.builder()
        .setLabel(label)
        .setUseMarks(true)
        .setCodePointLimit(Integer.MAX_VALUE)
        .build();
  }

  /**
   * The line of a template that is likely the reason: without a place the first one, since {@code
   * {{ … }}} is a mapping as a key; else one that is nothing but an action, above the place.
   */
  private static Optional<Position> action(Source source, Optional<Mark> mark) {
    int last = mark.map(Mark::getLine).orElse(source.lineCount());
    for (int number = 1; number <= last; number++) {
      String line = source.line(number);
      int column = line.indexOf("{{");
      if (column >= 0 && (mark.isEmpty() || line.substring(0, column).isBlank())) {
        return Optional.of(source.position(number, column));
      }
    }
    return Optional.empty();
  }

  private static String said(MarkedYamlEngineException e) {
    String context = e.getContext();
    String problem = String.valueOf(e.getProblem());
    return context == null ? problem : context + ": " + problem;
  }

  private static YamlProblem problem(Source source, Optional<Mark> mark, String said) {
    Position at = mark.map(source::position).orElseGet(source::start);
    String line = source.line(at.line());
    boolean template = line.contains("{{") || line.contains("}}");
    if (source.text().startsWith("{{", at.offset() - 1)) {
      // The inner brace is what cannot be a key.
      at = new Position(at.line(), at.column() - 1, at.offset() - 1);
    }
    Optional<Position> action = template ? Optional.empty() : action(source, mark);
    if (action.isPresent()) {
      template = true;
      at = action.get();
    }
    return new YamlProblem(
        source,
        at,
        template
            ? "a template, not YAML: render it first (helm template … | probe-tools lint -)"
            : "not YAML: " + said);
  }
}
