package io.probeagent.rollout.cluster;

import io.probeagent.rollout.record.Moment;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of the processes of a pod, started again whenever it ends, until the pod is deleted.
 *
 * <p>It is killed as pkg/kubelet/kuberuntime, killContainer, does: hook, turn, SIGTERM, SIGKILL;
 * see {@link Killing}.
 */
final class Container {
  private final Loop loop;
  private final Machine machine;
  private final Target role;
  private final Program program;
  private final BiConsumer<Moment, String> tell;
  private final Consumer<String> lines;
  private final Listener listener;
  private final BackOff backOff = new BackOff();

  private Machine.@Nullable Running process;
  private @Nullable Killing killing;
  private Loop.@Nullable Timer start;
  private String reason = "";
  private String restartedFor = "";
  private String tail = "(never started)";
  private boolean last;

  /** What follows from a container's life. */
  interface Listener {
    void started(Target role);

    void ended(Target role);
  }

  Container(
      Loop loop,
      Machine machine,
      Target role,
      Program program,
      BiConsumer<Moment, String> tell,
      Consumer<String> lines,
      Listener listener) {
    this.loop = loop;
    this.machine = machine;
    this.role = role;
    this.program = program;
    this.tell = tell;
    this.lines = lines;
    this.listener = listener;
  }

  boolean runs() {
    return process != null;
  }

  /** The last lines that it, or the one before it, has printed. */
  String tail() {
    return process == null ? tail : process.tail();
  }

  void start() {
    start = null;
    try {
      process = machine.run(program, lines, this::ended);
    } catch (IOException e) {
      tail = e.toString();
      tell.accept(exited(), tail);
      startLater();
      return;
    }
    if (role == Target.APP && !restartedFor.isEmpty()) {
      tell.accept(Moment.RESTARTED, restartedFor);
    }
    tell.accept(role == Target.APP ? Moment.APP_STARTED : Moment.AGENT_STARTED, "");
    listener.started(role);
  }

  private void ended(int code) {
    if (killing != null) {
      killing.over();
      killing = null;
    }
    tail = tail();
    process = null;
    tell.accept(exited(), "code " + code);
    restartedFor = reason.isEmpty() ? "it had ended" : reason;
    reason = "";
    startLater();
    listener.ended(role);
  }

  private void startLater() {
    if (!last) {
      start = loop.after(backOff.ended(loop.now()), this::start);
    }
  }

  /** It is not started any more. */
  void endRestarts() {
    last = true;
    if (start != null) {
      start.cancel();
      start = null;
    }
  }

  /** Kills it, unless that is under way; with or without a restart. */
  void kill(Killing way, String why) {
    Machine.Running victim = process;
    if (victim == null || killing != null) {
      return;
    }
    reason = why;
    killing = way;
    way.begin(() -> signal(victim, false), () -> signal(victim, true));
  }

  /** Tells a killing that is under way that its turn has come. */
  void turn() {
    if (killing != null) {
      killing.turn();
    }
  }

  private void signal(Machine.Running victim, boolean kill) {
    boolean app = role == Target.APP;
    if (kill) {
      tell.accept(app ? Moment.APP_SIGKILL : Moment.AGENT_SIGKILL, "");
      victim.kill();
    } else {
      tell.accept(app ? Moment.APP_SIGTERM : Moment.AGENT_SIGTERM, reason);
      victim.terminate();
    }
  }

  private Moment exited() {
    return role == Target.APP ? Moment.APP_EXITED : Moment.AGENT_EXITED;
  }
}
