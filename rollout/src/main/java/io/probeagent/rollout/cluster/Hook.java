package io.probeagent.rollout.cluster;

import java.util.Map;

/**
 * A preStop hook of the app's container, by HTTP GET.
 *
 * @param headers such as {@code Authorization}
 */
public record Hook(Target target, String path, Map<String, String> headers) {
  public Hook {
    headers = Map.copyOf(headers);
  }
}
