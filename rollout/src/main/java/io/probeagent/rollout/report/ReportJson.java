package io.probeagent.rollout.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** A report for programs; what is null is left out. */
final class ReportJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().defaultPropertyInclusion(withoutNulls()).build();

  private ReportJson() {}

  static String of(Report report) {
    try {
      return MAPPER.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a report is made of records and lists only", e);
    }
  }

  private static JsonInclude.Value withoutNulls() {
    return JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS);
  }
}
