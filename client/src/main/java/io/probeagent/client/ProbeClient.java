package io.probeagent.client;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tells the agent beside this app how the app is, so that the agent can answer kubelet's probes.
 *
 * <pre>{@code
 * public static void main(String[] args) throws Exception {
 *   ProbeClient probe = ProbeClient.connect(); // alive, not ready yet
 *   Server server = Server.start(8080, probe::inFlight);
 *   probe.ready(); // traffic comes from now on
 *
 *   awaitSigterm();
 *   DrainPlan plan = probe.draining(); // traffic begins to stay away
 *   long deadline = System.nanoTime() + plan.deadline().toNanos();
 *   Thread.sleep(plan.delay().toMillis()); // what still comes is served as ever
 *   server.finishInFlight(deadline);
 *   probe.close(); // gone; the last thing to do
 * }
 * }</pre>
 *
 * <p>Environment, an empty value counting as none:
 *
 * <ul>
 *   <li>{@code PROBE_DIR}: the folder shared with the agent. Not set: every call does nothing.
 *   <li>{@code PROBE_FILE}: name of the probe file in it; {@code live} by default.
 *   <li>{@code PROBE_SIGNAL_SOCKET}: the agent's socket in it; {@code signal.sock} by default.
 *   <li>{@code WATCHDOG_USEC}: the agent shall expect {@link #alive()} within so many microseconds.
 * </ul>
 *
 * <p>An agent that is late, hung, restarting or absent never makes a call fail, and never holds one
 * up for more than 200 ms: the client keeps the app's state and tells it once the agent is back.
 * Safe for use by many threads; has one daemon thread of its own.
 */
public final class ProbeClient implements AutoCloseable {

  static final String THREAD_NAME = "probe-client";

  private static final Duration MAX_WAIT = Duration.ofMillis(200);

  private static final System.Logger LOG = System.getLogger(ProbeClient.class.getPackageName());

  private final Link link;

  private ProbeClient(Link link) {
    this.link = link;
  }

  /**
   * Begins a new instance of the app: alive and not ready. Waits up to 200 ms until the agent knows
   * it.
   *
   * @throws IllegalArgumentException if one of the environment's values cannot be used, naming it
   */
  public static ProbeClient connect() {
    return connect(System.getenv());
  }

  static ProbeClient connect(Map<String, String> env) {
    return connect(env, System::nanoTime, MAX_WAIT);
  }

  static ProbeClient connect(Map<String, String> env, LongSupplier nanoClock, Duration maxWait) {
    Optional<Settings> settings = Settings.from(env);
    if (settings.isEmpty()) {
      LOG.log(Level.WARNING, "PROBE_DIR is not set: no agent hears of this app's state");
      return new ProbeClient(new NoLink());
    }
    String instance = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    return new ProbeClient(AgentLink.start(settings.get(), instance, nanoClock, maxWait));
  }

  /**
   * Asks for traffic, and withdraws the reason given to {@link #notReady}. Waits up to 200 ms for
   * the agent's acknowledgement. Ignored after {@link #draining()}: stopping is final.
   */
  public void ready() {
    link.tellAndWait(AppState::toReady);
  }

  /**
   * Wants no traffic for now, though alive. Waits up to 200 ms for the agent's acknowledgement.
   *
   * @param reason one line for people, as for {@link #status}; shown until the app is ready again
   */
  public void notReady(String reason) {
    link.tellAndWait(state -> state.toNotReady(reason));
  }

  /**
   * Tells people what the app is about; does not wait.
   *
   * @param text one line; control characters become spaces, and what exceeds 4088 bytes of UTF-8 is
   *     cut off; empty for none
   */
  public void status(String text) {
    link.tell(state -> state.withStatus(text));
  }

  /**
   * A heartbeat; does not wait. Call it as often as convenient: it goes out once a second at most,
   * or twice per {@code WATCHDOG_USEC} if that is more often.
   */
  public void alive() {
    link.beat();
  }

  /**
   * Tells how many requests are being worked on; does not wait. Call it at every change: it goes
   * out every 100 ms at most, and the last value always does.
   *
   * @param count 0 or more
   * @throws IllegalArgumentException if the count is negative
   */
  public void inFlight(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("inFlight: " + count + " (expected: >= 0)");
    }
    link.inFlight(count);
  }

  /**
   * Begins to stop; there is no way back. Waits up to 200 ms for the agent's plan.
   *
   * @return what the agent says; 5 s and 27 s if it does not; no delay and 27 s without {@code
   *     PROBE_DIR}. The same at every call.
   */
  public DrainPlan draining() {
    return link.drain();
  }

  /**
   * Says good-bye, waits up to 200 ms for the agent to take note, and removes the probe file. Every
   * call after this one does nothing.
   */
  @Override
  public void close() {
    link.close();
  }
}
