package io.probeagent.client;

import java.util.function.UnaryOperator;

/** Where the app's words go. */
interface Link {

  /** Tells the changed state and waits a little for the agent's acknowledgement. */
  void tellAndWait(UnaryOperator<AppState> change);

  /** Tells the changed state soon. */
  void tell(UnaryOperator<AppState> change);

  void beat();

  void inFlight(int count);

  DrainPlan drain();

  void close();
}
