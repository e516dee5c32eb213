package io.probeagent.tools.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a text of many documents. JSON is YAML, too. */
public final class Documents {
  /** Aliases are not expanded here, so this only bounds how often one may be written. */
  private static final int MOST_ALIASES = 10_000;

  /** */
  private Documents() {}

  /**
   * The roots of all documents that are not empty.
   *
   * @throws YamlProblem if the text is no YAML; what stood before the place is lost with it
   */
  public static List<Field> read(Source source) throws YamlProblem {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setUseMarks(true)
            .setSchema(new KubernetesSchema())
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    List<Field> roots = new ArrayList<>();
    try {
      Iterator<Node> nodes =
          new Composer(
              settings, new ParserImpl(settings, new StreamReader(settings, source.text())));
      while (nodes.hasNext()) {
        Field root = Field.root(source, nodes.next());
        if (!root.isNull()) {
          roots.add(root);
        }
      }
    } catch (MarkedYamlEngineException e) {
      throw problem(source, e.getProblemMark(), said(e));
    } catch (YamlEngineException e) {
      throw problem(source, Optional.empty(), String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw problem(source, Optional.empty(), "nested too deeply to be read");
    }
    return roots;
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
        return Optional.of(source.position(number - 1, line.codePointCount(0, column)));
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
    Position at =
        mark.map(m -> source.position(m.getLine(), m.getColumn()))
            .orElseGet(() -> source.position(0, 0));
    String line = source.line(at.line());
    boolean template = line.contains("{{") || line.contains("}}");
    Optional<Position> action = template ? Optional.empty() : action(source, mark);
    if (action.isPresent()) {
      template = true;
      at = action.get();
    }
    return new YamlProblem(
        source,
        at,
        template,
        template ? "a template, not YAML: render it first" : "not YAML: " + said);
  }
}
