package io.probeagent.client;

import java.util.function.UnaryOperator;

/** For an app that runs without an agent, on a developer's machine for example. */
final class NoLink implements Link {

  @Override
  public void tellAndWait(UnaryOperator<AppState> change) {}

  @Override
  public void tell(UnaryOperator<AppState> change) {}

  @Override
  public void beat() {}

  @Override
  public void inFlight(int count) {}

  @Override
  public DrainPlan drain() {
    return DrainPlan.ALONE;
  }

  @Override
  public void close() {}
}
