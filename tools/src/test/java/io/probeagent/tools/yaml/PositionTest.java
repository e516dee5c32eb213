package io.probeagent.tools.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and columns as an editor counts them, and offsets as the text has them. */
final class PositionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: one\nb:\n  c: two\n  d: [three, four]\n---\ne: five\n",
        "a: one\r\nb:\r\n- two\r\n- {c: three}\r\n",
        "\ufeffa: one\nb: two\n",
        "{\"a\": one, \"b\": [two, {\"c\": three}], \"d\": four}",
        "a: 😀😀 one\nb: [😀, ä, two] # 😀\nc: three\n",
        "# 😀\na: &x one\nb: !!str two\nc: {<<: {d: three}}\n"
      })
  void everyValueIsWhereItsPositionSays(String text) throws YamlProblem {
    List<Field> all = new ArrayList<>();
    Documents.read(new Source("x.yaml", text)).forEach(root -> collect(root, all));
    assertThat(all).hasSizeGreaterThan(1);
    for (Field field : all) {
      Position start = field.valueStart();
      assertThat(start).as(field.path()).isEqualTo(counted(text, start.offset()));
      Position end = field.valueEnd();
      assertThat(text.substring(start.offset(), end.offset()))
          .as(field.path())
          .endsWith(field.textOr("?"));
    }
  }

  @Test
  void aliasesLeadToOnePlaceHoweverManyThereAre() throws YamlProblem {
    String text = "a: &a {b: one}\nc: [" + "*a, ".repeat(20_000) + "]\n";
    Field root = Documents.read(new Source("x.yaml", text)).get(0);
    List<Field> items = root.get("c").items();
    assertThat(items).hasSize(20_000);
    assertThat(items.get(19_999).get("b").valueStart()).isEqualTo(new Position(1, 11, 10));
  }

  private static void collect(Field field, List<Field> all) {
    if (field.text().isPresent()) {
      all.add(field);
    }
    field.fields().forEach(each -> collect(each, all));
    field.items().forEach(each -> collect(each, all));
  }

  /** What an editor would say of an offset; it does not show a byte order mark. */
  private static Position counted(String text, int offset) {
    int line = 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    int mark = text.startsWith("\ufeff", start) ? 1 : 0;
    return new Position(line, text.codePointCount(start + mark, offset) + 1, offset);
  }
}
