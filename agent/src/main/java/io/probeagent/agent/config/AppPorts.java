package io.probeagent.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ports of an app, as {@code 8080,8443,9090?} gives them: one with a question mark need not be
 * open.
 *
 * @param needed the app serves when it listens on all of them
 * @param counted what is connected there counts as well
 */
record AppPorts(List<Integer> needed, List<Integer> counted) {
  static final AppPorts NONE = new AppPorts(List.of(), List.of());
  private static final int MOST = 16;

  AppPorts {
    needed = List.copyOf(needed);
    counted = List.copyOf(counted);
  }

  /** Empty for what is no list of ports, or has none that is needed. */
  static Optional<AppPorts> of(String text) {
    if (text.isEmpty()) {
      return Optional.of(NONE);
    }
    List<Integer> needed = new ArrayList<>();
    List<Integer> counted = new ArrayList<>();
    String[] items = text.split(",", MOST + 1);
    for (String item : items) {
      String port = item.strip();
      boolean optional = port.endsWith("?");
      Optional<Integer> number =
          Values.number(optional ? port.substring(0, port.length() - 1) : port, 1, 65535);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      List<Integer> those = optional ? counted : needed;
      if (!those.contains(number.get())) {
        those.add(number.get());
      }
    }
    counted.removeAll(needed);
    return items.length > MOST || needed.isEmpty()
        ? Optional.empty()
        : Optional.of(new AppPorts(needed, counted));
  }
}
