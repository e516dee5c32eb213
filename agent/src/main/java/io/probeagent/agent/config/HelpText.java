package io.probeagent.agent.config;

import java.util.Map;
import java.util.TreeMap;

/** The settings for people ({@code --help}) and for machines ({@code --print-config}). */
public final class HelpText {
  private HelpText() {}

  /** A line or two for each setting: variable, flag, what it is, what is allowed, the default. */
  public static String settings() {
    StringBuilder text = new StringBuilder();
    for (Setting setting : Setting.values()) {
      String fallback = setting.fallback().isEmpty() ? "none" : setting.fallback();
      text.append("  ")
          .append(setting.variable())
          .append("  ")
          .append(setting.flag())
          .append(setting.isPerApp() ? "  (per app)" : "")
          .append("\n      ")
          .append(setting.help())
          .append("\n      expects: ")
          .append(setting.expected())
          .append("; default: ")
          .append(fallback)
          .append('\n');
    }
    return text.toString();
  }

  /** Every setting with its value and its origin, in the order of their names. */
  public static Map<String, Config.Value> effective(Config config) {
    return new TreeMap<>(config.effective());
  }
}
