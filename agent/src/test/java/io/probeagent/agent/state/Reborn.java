package io.probeagent.agent.state;

import io.probeagent.agent.lifecycle.AppState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** A state as an agent finds it that was killed and started again at the same moment. */
public final class Reborn {
  private Reborn() {}

  public static AppState of(AppState state, long now) {
    try {
      byte[] written = StateCodec.write(Map.of("app", state), "boot", now);
      return Objects.requireNonNull(StateReader.read(written, "boot", now).get("app"));
    } catch (IOException e) {
      throw new UncheckedIOException("a state that is not read back: " + state, e);
    }
  }
}
