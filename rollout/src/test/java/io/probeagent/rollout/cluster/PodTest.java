package io.probeagent.rollout.cluster;

import static io.probeagent.rollout.record.Moment.AGENT_EXITED;
import static io.probeagent.rollout.record.Moment.AGENT_SIGKILL;
import static io.probeagent.rollout.record.Moment.AGENT_SIGTERM;
import static io.probeagent.rollout.record.Moment.AGENT_STARTED;
import static io.probeagent.rollout.record.Moment.APP_EXITED;
import static io.probeagent.rollout.record.Moment.APP_SIGKILL;
import static io.probeagent.rollout.record.Moment.APP_SIGTERM;
import static io.probeagent.rollout.record.Moment.APP_STARTED;
import static io.probeagent.rollout.record.Moment.CREATED;
import static io.probeagent.rollout.record.Moment.DELETED;
import static io.probeagent.rollout.record.Moment.GONE;
import static io.probeagent.rollout.record.Moment.PRE_STOP;
import static io.probeagent.rollout.record.Moment.PRE_STOP_DONE;
import static io.probeagent.rollout.record.Moment.READY;
import static io.probeagent.rollout.record.Moment.RESTARTED;
import static io.probeagent.rollout.record.Moment.STARTED;
import static io.probeagent.rollout.record.Moment.UNREADY;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.traffic.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole life of a pod, with a clock that a test turns. */
final class PodTest implements Pod.Watcher {
  private static final PodAddress ADDRESS =
      new PodAddress("p", Ports.loopback(1), Ports.loopback(2));

  private static final ProbeSpec GATE =
      ProbeSpec.of(Probe.STARTUP, Target.AGENT, Duration.ofSeconds(1), 3);

  private final FakeLoop loop = new FakeLoop();
  private final FakeMachine machine = new FakeMachine(loop);
  private final Story story = new Story();
  private final List<Conditions> conditions = new ArrayList<>();
  private boolean isGone;

  @Override
  public void changed(Endpoint endpoint, Conditions now) {
    conditions.add(now);
  }

  @Override
  public void stirred() {}

  @Override
  public void gone(Pod pod) {
    isGone = true;
  }

  @Test
  void livesAndEndsInOrder() {
    Pod pod = ready(true, null);
    assertThat(story.moments("p"))
        .containsExactly(CREATED, AGENT_STARTED, APP_STARTED, STARTED, READY);
    pod.delete();
    loop.settle();
    assertThat(story.moments("p"))
        .endsWith(DELETED, APP_SIGTERM, APP_EXITED, UNREADY, AGENT_SIGTERM, AGENT_EXITED, GONE);
    assertThat(conditions)
        .containsExactly(
            new Conditions(true, true, false),
            new Conditions(false, true, true),
            new Conditions(false, false, true),
            Conditions.NONE);
    assertThat(story.lines())
        .containsExactly(
            "p PENDING", "p STARTING", "p NOT_READY", "p READY", "p TERMINATING", "p GONE");
    assertThat(isGone).isTrue();
    machine.asked.clear();
    loop.pass(60_000);
    assertThat(machine.asked).isEmpty();
  }

  @Test
  void theStartupProbeGatesTheOthers() {
    machine.answers.put(Probe.STARTUP, ProbeAnswer.of(503));
    Pod pod = started(true, null);
    loop.pass(2_500);
    assertThat(machine.asked).containsExactly("startup@1000", "startup@2000");
    machine.answers.put(Probe.STARTUP, ProbeAnswer.of(200));
    loop.pass(1_000);
    assertThat(machine.asked).endsWith("startup@3000", "ready@3000");
    assertThat(pod.isReady()).isTrue();
    loop.pass(7_000);
    assertThat(machine.asked)
        .contains("ready@4000", "ready@5000", "live@10000")
        .doesNotContain("startup@4000", "live@0");
  }

  @Test
  void onceDeletedOnlyReadinessIsAskedUpToTheEnd() {
    Pod pod = ready(true, null);
    machine.diesOnSigterm = false;
    pod.delete();
    machine.asked.clear();
    machine.answers.put(Probe.READY, ProbeAnswer.of(503));
    loop.pass(20_500);
    assertThat(machine.asked).hasSize(20).allMatch(question -> question.startsWith("ready"));
    assertThat(conditions).endsWith(new Conditions(false, false, true));
    assertThat(isGone).isFalse();
  }

  @Test
  void readinessIsAskedOnceMoreWhenItHasFailed() {
    Pod pod = ready(true, null);
    loop.pass(300);
    machine.asked.clear();
    machine.answers.put(Probe.READY, ProbeAnswer.of(503));
    loop.pass(1_700);
    assertThat(machine.asked).containsExactly("ready@2000", "ready@2000", "ready@3000");
    assertThat(pod.isReady()).isFalse();
    machine.answers.put(Probe.READY, ProbeAnswer.of(200));
    loop.pass(1_000);
    assertThat(pod.isReady()).isTrue();
  }

  @Test
  void anAnswerWithoutAnEndChangesNothing() {
    Pod pod = ready(true, null);
    machine.answers.put(Probe.READY, ProbeAnswer.THROWN_AWAY);
    loop.pass(10_000);
    assertThat(pod.isReady()).isTrue();
    machine.answers.put(Probe.READY, ProbeAnswer.of(0));
    loop.pass(1_000);
    assertThat(pod.isReady()).isFalse();
  }

  @Test
  void whatIgnoresSigtermIsKilledAfterTheGracePeriod() {
    Pod pod = ready(true, null);
    machine.diesOnSigterm = false;
    pod.delete();
    long deleted = loop.now();
    loop.pass(60_000);
    assertThat(after(deleted, APP_SIGTERM)).isZero();
    assertThat(after(deleted, APP_SIGKILL)).isEqualTo(30_000);
    // Its turn had come only when nothing was left: the least is 2 s.
    assertThat(after(deleted, AGENT_SIGTERM)).isEqualTo(30_000);
    assertThat(after(deleted, AGENT_SIGKILL)).isEqualTo(32_000);
    assertThat(after(deleted, GONE)).isEqualTo(32_000);
  }

  @Test
  void aNativeSidecarGetsWhatIsLeft() {
    Pod pod = ready(true, null);
    machine.diesOnSigterm = false;
    pod.delete();
    long deleted = loop.now();
    loop.pass(4_700);
    machine.last("p app").end(0);
    loop.pass(60_000);
    assertThat(after(deleted, AGENT_SIGTERM)).isEqualTo(4_700);
    // 30 s, less 4 whole ones.
    assertThat(after(deleted, AGENT_SIGKILL)).isEqualTo(30_700);
  }

  @Test
  void aRegularSidecarIsToldAtOnce() {
    Pod pod = ready(false, new Hook(Target.AGENT, "/drain", Map.of()));
    pod.delete();
    assertThat(story.moments("p")).contains(AGENT_SIGTERM, PRE_STOP).doesNotContain(APP_SIGTERM);
    loop.settle();
    assertThat(story.moments("p")).endsWith(AGENT_EXITED, UNREADY);
    Objects.requireNonNull(machine.hook).accept(new Machine.HookAnswer(0, "refused"));
    loop.settle();
    assertThat(story.moments("p")).endsWith(PRE_STOP_DONE, APP_SIGTERM, APP_EXITED, GONE);
  }

  @Test
  void aHookHoldsTheSignalBackAndItsSecondsAreDeducted() {
    Pod pod = ready(true, new Hook(Target.AGENT, "/drain", Map.of()));
    machine.diesOnSigterm = false;
    pod.delete();
    long deleted = loop.now();
    loop.pass(6_900);
    assertThat(story.moments("p")).endsWith(DELETED, PRE_STOP);
    Objects.requireNonNull(machine.hook).accept(new Machine.HookAnswer(503, ""));
    assertThat(story.event("p", PRE_STOP_DONE).detail()).isEqualTo("status 503");
    loop.pass(60_000);
    assertThat(after(deleted, APP_SIGTERM)).isEqualTo(6_900);
    assertThat(after(deleted, APP_SIGKILL)).isEqualTo(6_900 + 24_000);
  }

  @Test
  void aHookThatTakesAllLeavesTwoSeconds() {
    Pod pod = ready(true, new Hook(Target.AGENT, "/drain", Map.of()));
    machine.diesOnSigterm = false;
    pod.delete();
    long deleted = loop.now();
    loop.pass(29_500);
    Objects.requireNonNull(machine.hook).accept(new Machine.HookAnswer(0, "no answer in time"));
    loop.pass(60_000);
    assertThat(after(deleted, APP_SIGKILL)).isEqualTo(31_500);
  }

  @Test
  void livenessRestartsTheAppOnce() {
    Pod pod = ready(true, new Hook(Target.AGENT, "/drain", Map.of()));
    machine.answers.put(Probe.LIVE, ProbeAnswer.of(0));
    loop.pass(30_000);
    assertThat(story.moments("p")).endsWith(READY, PRE_STOP);
    machine.answers.put(Probe.LIVE, ProbeAnswer.of(200));
    Objects.requireNonNull(machine.hook).accept(new Machine.HookAnswer(200, ""));
    loop.settle();
    assertThat(story.moments("p"))
        .endsWith(PRE_STOP_DONE, APP_SIGTERM, APP_EXITED, UNREADY, RESTARTED, APP_STARTED);
    assertThat(story.event("p", RESTARTED).detail()).isEqualTo("the live probe failed");
    loop.pass(1_000);
    assertThat(story.moments("p")).endsWith(APP_STARTED, STARTED, READY);
    assertThat(story.moments("p")).filteredOn(AGENT_STARTED::equals).hasSize(1);
    assertThat(pod.isReady()).isTrue();
  }

  @Test
  void aStartupProbeThatNeverPassesRestartsTheAppToo() {
    machine.answers.put(Probe.STARTUP, ProbeAnswer.of(503));
    Pod pod = started(true, null);
    loop.pass(9_000);
    assertThat(story.moments("p")).doesNotContain(RESTARTED);
    loop.pass(1_000);
    assertThat(story.event("p", RESTARTED).detail()).isEqualTo("the startup probe failed");
    assertThat(pod.isReady()).isFalse();
  }

  @Test
  void crashesAreFollowedByABackOff() {
    Pod pod = ready(true, null);
    machine.last("p app").end(1);
    loop.settle();
    assertThat(story.moments("p")).endsWith(APP_EXITED, UNREADY, RESTARTED, APP_STARTED);
    machine.last("p app").end(1);
    loop.pass(9_999);
    assertThat(story.moments("p")).endsWith(APP_EXITED);
    machine.answers.put(Probe.STARTUP, ProbeAnswer.of(503));
    assertThat(story.lines()).endsWith("p STARTING", "p NOT_READY");
    loop.pass(1);
    assertThat(story.moments("p")).endsWith(APP_EXITED, RESTARTED, APP_STARTED);
    assertThat(pod.isGone()).isFalse();
  }

  @Test
  void aNativeSidecarsStartupProbeHoldsTheAppBack() {
    machine.answers.put(Probe.STARTUP, ProbeAnswer.of(503));
    Pod pod = started(true, null, GATE);
    loop.pass(1_500);
    assertThat(story.moments("p")).containsExactly(CREATED, AGENT_STARTED);
    machine.answers.put(Probe.STARTUP, ProbeAnswer.of(200));
    loop.pass(500);
    assertThat(story.moments("p")).containsExactly(CREATED, AGENT_STARTED, APP_STARTED);
    loop.pass(1_000);
    assertThat(pod.isReady()).isTrue();
    machine.last("p agent").end(1);
    loop.settle();
    assertThat(machine.started).as("the app runs on").hasSize(3);
    assertThat(pod.isReady()).as("until it has passed again").isFalse();
    loop.pass(1_000);
    assertThat(pod.isReady()).isTrue();
  }

  @Test
  void onlyANativeOneCanHoldItBack() {
    machine.answers.put(Probe.STARTUP, ProbeAnswer.of(503));
    started(false, null, GATE);
    assertThat(story.moments("p")).containsExactly(CREATED, AGENT_STARTED, APP_STARTED);
  }

  @Test
  void aSidecarWhoseStartupProbeNeverPassesIsRestarted() {
    machine.answers.put(Probe.STARTUP, ProbeAnswer.of(503));
    Pod pod = started(true, null, GATE);
    loop.pass(3_000);
    assertThat(story.moments("p"))
        .containsExactly(CREATED, AGENT_STARTED, AGENT_SIGTERM, AGENT_EXITED, AGENT_STARTED);
    pod.delete();
    loop.pass(60_000);
    assertThat(story.moments("p")).doesNotContain(APP_STARTED).endsWith(AGENT_EXITED, GONE);
    machine.asked.clear();
    loop.pass(60_000);
    assertThat(machine.asked).isEmpty();
  }

  @Test
  void anAgentThatDiesIsStartedAgain() {
    Pod pod = ready(true, null);
    machine.last("p agent").end(1);
    loop.settle();
    assertThat(story.moments("p")).endsWith(AGENT_EXITED, UNREADY, AGENT_STARTED, READY);
    assertThat(machine.started).hasSize(3);
    assertThat(pod.isReady()).isTrue();
  }

  @Test
  void nothingIsStartedAgainOnceDeleted() {
    Pod pod = ready(true, null);
    machine.diesOnSigterm = false;
    pod.delete();
    machine.last("p agent").end(1);
    loop.settle();
    assertThat(story.moments("p")).endsWith(AGENT_EXITED, UNREADY);
    assertThat(pod.story())
        .isEqualTo(
            "p is TERMINATING; its app said: last words; its agent has ended, and said: last"
                + " words");
    machine.last("p app").end(0);
    loop.pass(60_000);
    assertThat(story.moments("p")).endsWith(APP_EXITED, GONE);
    assertThat(machine.started).hasSize(2);
  }

  @Test
  void aPodInBackOffIsGoneAtOnce() {
    Pod pod = ready(true, null);
    machine.last("p app").end(1);
    loop.settle();
    machine.last("p app").end(1);
    loop.settle();
    pod.delete();
    loop.pass(60_000);
    assertThat(story.moments("p")).endsWith(DELETED, AGENT_SIGTERM, AGENT_EXITED, GONE);
    assertThat(machine.started).hasSize(3);
  }

  @Test
  void tellsWhatTheAppSaysOfItsDrain() {
    Pod pod = ready(true, null);
    machine.last("p app").lines.accept("drain phase=NUDGE t=5.002s conns=1 inflight=0");
    machine.last("p app").lines.accept("drain over: 12 served");
    machine.last("p app").lines.accept("nothing of the drain phase=X");
    assertThat(story.lines()).endsWith("p READY", "p drain NUDGE", "p drain over: 12 served");
    assertThat(pod.story()).isEqualTo("p is READY; its app said: last words");
  }

  private long after(long begin, Moment moment) {
    return (story.at("p", moment) - begin) / 1_000_000;
  }

  /** Ready at 1000 ms, when the startup probe has its second tick. */
  private Pod ready(boolean nativeSidecar, @Nullable Hook hook) {
    Pod pod = started(nativeSidecar, hook);
    loop.pass(1_000);
    assertThat(pod.isReady()).isTrue();
    return pod;
  }

  private Pod started(boolean nativeSidecar, @Nullable Hook hook) {
    return started(nativeSidecar, hook, null);
  }

  private Pod started(boolean nativeSidecar, @Nullable Hook hook, @Nullable ProbeSpec gate) {
    Path nowhere = Path.of("/nowhere");
    Sidecar agent =
        new Sidecar(nowhere, nowhere, Duration.ofSeconds(5), List.of(), nativeSidecar, null, gate);
    List<ProbeSpec> probes =
        List.of(
            ProbeSpec.of(Probe.STARTUP, Target.AGENT, Duration.ofSeconds(1), 10),
            ProbeSpec.of(Probe.READY, Target.AGENT, Duration.ofSeconds(1), 1),
            ProbeSpec.of(Probe.LIVE, Target.AGENT, Duration.ofSeconds(10), 3));
    PodTemplate template =
        new PodTemplate(List.of("app"), Map.of(), agent, probes, hook, Duration.ofSeconds(30));
    Pod pod = new Pod(loop, machine, story, template, ADDRESS, new PodFolder(nowhere), this);
    pod.start();
    loop.settle();
    return pod;
  }
}
