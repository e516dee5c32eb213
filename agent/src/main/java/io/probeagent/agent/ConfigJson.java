package io.probeagent.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.HelpText;

/**
 * What {@code --print-config} prints; a class of its own, so that Jackson is loaded for it alone.
 */
final class ConfigJson {
  private ConfigJson() {}

  static String of(Config config) {
    try {
      return new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(HelpText.effective(config));
    } catch (JsonProcessingException neverOfStrings) {
      throw new IllegalStateException(neverOfStrings);
    }
  }
}
