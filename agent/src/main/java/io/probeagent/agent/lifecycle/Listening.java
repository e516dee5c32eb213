package io.probeagent.agent.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the state of an app's ports does to its instance. The ports are a fact, not a word: they
 * take readiness away whatever the app says, they tell of an end that nobody announced, and they
 * speak for an app that says nothing.
 *
 * <pre>
 *   no instance, or the last one ended;  all ports listen, on other sockets than that one had
 *       (on any, if their closing was what ended it)
 *       → a new, silent instance: READY, or STARTING where only the app's word counts
 *   silent instance;  all ports listen, but on other sockets
 *       → the same: it was replaced between two looks
 *   any instance that listened;  no port listens, no connection is left, no lease is held, and so
 *       said the look before
 *       → ended
 * </pre>
 *
 * One look may miss a socket that is there: the kernel hands its table out in pieces, between which
 * the table changes. So one look takes readiness away, but only two end an instance.
 *
 * <p>A server that stops closes its listener first and then finishes what it has: as long as there
 * are connections it is alive.
 */
final class Listening {
  private Listening() {}

  static AppState seen(Policy policy, AppState before, Ports ports, long now) {
    AppState state = ports.equals(before.ports()) ? before : before.withPorts(ports);
    Instance instance = before.instance();
    if (instance == null || !before.said().isAlive()) {
      boolean another = before.cause() == Cause.PORT_CLOSED || ports.replaces(socketsOf(instance));
      return ports.allOpen() && another ? opened(policy, state, ports, now) : state;
    }
    if (ports.allClosed()) {
      boolean over =
          before.mayEndByPorts()
              && ports.isIdle()
              && before.ports() != null
              && before.ports().isIdle();
      return over ? state.ended(Speech.endOf(state), Cause.PORT_CLOSED, now) : state;
    }
    if (!instance.silent()) {
      return noted(state, instance, ports);
    }
    boolean replaced = !instance.sockets().isEmpty() && ports.replaces(instance.sockets());
    if (replaced && policy.readyByPorts()) {
      // Of a successor that is seen with some of its ports only, nothing is noted: once all of them
      // listen it must still be told from the one before.
      return ports.allOpen() ? opened(policy, state, ports, now) : state;
    }
    AppState known = noted(state, instance, ports);
    // A silent app never says ready again: that it listens has to do, once a drain has expired.
    return ports.allOpen()
        ? Speech.outlived(known, now).stamped(before, Cause.DRAIN_EXPIRED, now)
        : known;
  }

  private static AppState opened(Policy policy, AppState state, Ports ports, long now) {
    AppState begun =
        state.begun("port-" + ports.sockets().get(0), Lease.NONE, Cause.PORT_OPENED, now);
    Instance instance = begun.instance();
    if (instance == null) {
      return begun;
    }
    AppState silent =
        begun
            .withFile(begun.file(), begun.fileBeat(), begun.readyBeat(), false)
            .withInstance(instance.withSilent(true).withSockets(ports.sockets()));
    return policy.readyByPorts() ? Speech.ready(silent, now) : silent;
  }

  private static AppState noted(AppState state, Instance instance, Ports ports) {
    return ports.sockets().equals(instance.sockets())
        ? state
        : state.withInstance(instance.withSockets(ports.sockets()));
  }

  private static List<Long> socketsOf(@Nullable Instance instance) {
    return instance == null ? List.of() : instance.sockets();
  }
}
