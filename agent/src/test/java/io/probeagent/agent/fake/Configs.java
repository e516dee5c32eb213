package io.probeagent.agent.fake;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.ConfigException;
import io.probeagent.agent.config.ConfigReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Configurations, from variables. */
public final class Configs {
  private Configs() {}

  /** Of variables, each as {@code NAME=value}; an app's folder does not exist unless it is set. */
  public static Config of(String... variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PROBE_DIR", "/nowhere");
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    try {
      return ConfigReader.read(environment, List.of());
    } catch (ConfigException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
