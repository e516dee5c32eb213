package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Programs read it: what {@code docs/report.md} shows is what they get. */
final class ReportJsonTest {
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void isAsDocumented() throws Exception {
    String doc = Files.readString(Path.of("../docs/report.md"));
    Matcher example = EXAMPLE.matcher(doc);
    assertThat(example.find()).isTrue();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode expected = mapper.readTree(example.group(1));
    String json = ReportJson.of(SmallRun.report());
    assertThat(mapper.readTree(json).toPrettyString()).isEqualTo(expected.toPrettyString());
  }
}
