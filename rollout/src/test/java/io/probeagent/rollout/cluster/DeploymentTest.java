package io.probeagent.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.traffic.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Rolling updates of pods that are Ready as soon as they are asked. */
final class DeploymentTest {
  private final FakeLoop loop = new FakeLoop();
  private final FakeMachine machine = new FakeMachine(loop);
  private final Story story = new Story();
  private int alive;
  private int counted;
  private int most;

  @Test
  void replacesOneByOne() {
    Deployment deployment = deployment(new DeploymentSpec("web", 2, 1, 0, ZERO, MINUTE, 0));
    assertThat(bring(deployment, 1)).isCompleted();
    assertThat(most).isEqualTo(2);
    assertThat(bring(deployment, 2)).isCompleted();
    assertThat(most).isEqualTo(3);
    assertThat(alive).isEqualTo(2);
    assertThat(story.at("web-1-1", Moment.DELETED))
        .isGreaterThanOrEqualTo(story.at("web-2-1", Moment.READY));
    assertThat(story.at("web-1-2", Moment.GONE)).isPositive();
    assertThat(bring(deployment, 3)).isCompleted();
  }

  @Test
  void isOverOnlyWhenAllOldOnesAreGone() {
    Deployment deployment = deployment(new DeploymentSpec("web", 1, 1, 0, ZERO, MINUTE, 0));
    bring(deployment, 1);
    machine.diesOnSigterm = false;
    CompletableFuture<Void> update = bring(deployment, 2);
    loop.pass(19_000);
    assertThat(story.moments("web-1-1")).contains(Moment.APP_SIGTERM);
    assertThat(update).isNotDone();
    loop.pass(11_000);
    assertThat(update).isCompleted();
  }

  @Test
  void aPodCountsWhenItHasBeenReadyForLongEnough() {
    Duration ten = Duration.ofSeconds(10);
    Deployment deployment = deployment(new DeploymentSpec("web", 1, 1, 0, ten, MINUTE, 0));
    CompletableFuture<Void> start = new CompletableFuture<>();
    deployment.bring(1, pod -> true, ZERO, start);
    loop.pass(9_999);
    assertThat(start).isNotDone();
    loop.pass(1);
    assertThat(start).isCompleted();
  }

  @Test
  void failsWithoutProgressAndSaysWhy() {
    Deployment deployment = deployment(new DeploymentSpec("web", 2, 1, 0, ZERO, MINUTE, 0));
    bring(deployment, 1);
    machine.answers.put(Probe.READY, ProbeAnswer.of(503));
    loop.pass(1_000);
    machine.answers.put(Probe.READY, ProbeAnswer.of(200));
    loop.pass(1_000);
    machine.answers.put(Probe.READY, ProbeAnswer.THROWN_AWAY);
    CompletableFuture<Void> update = bring(deployment, 2);
    loop.pass(49_000);
    assertThat(update).isNotDone();
    loop.pass(2_000);
    assertThatThrownBy(update::get)
        .cause()
        .isInstanceOf(RolloutFailed.class)
        .hasMessage("no progress for 60 s: web-2-1 is NOT_READY; its app said: last words");
    assertThat(story.moments("web-1-1")).doesNotContain(Moment.DELETED);
  }

  @Test
  void whatIsNotReadyGoesFirst() {
    Deployment deployment = deployment(new DeploymentSpec("web", 2, 0, 1, ZERO, MINUTE, 0));
    bring(deployment, 1);
    machine.last("web-1-2 app").end(1);
    machine.answers.put(Probe.READY, ProbeAnswer.THROWN_AWAY);
    loop.settle();
    CompletableFuture<Void> unused = bring(deployment, 2);
    assertThat(story.moments("web-1-2")).contains(Moment.DELETED);
    assertThat(story.moments("web-1-1")).doesNotContain(Moment.DELETED);
  }

  private static final Duration ZERO = Duration.ZERO;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Gives it ten seconds. */
  private CompletableFuture<Void> bring(Deployment deployment, int revision) {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    deployment.bring(revision, pod -> true, ZERO, reached);
    loop.pass(10_000);
    return reached;
  }

  private Deployment deployment(DeploymentSpec spec) {
    Deployment[] self = new Deployment[1];
    self[0] =
        new Deployment(
            loop, spec, (revision, number) -> make(self, "web-" + revision + "-" + number));
    return self[0];
  }

  private Pod make(Deployment[] deployment, String name) {
    PodTemplate template =
        new PodTemplate(
            List.of("app"),
            Map.of(),
            null,
            List.of(ProbeSpec.of(Probe.READY, Target.APP, Duration.ofSeconds(1), 1)),
            null,
            Duration.ofSeconds(30));
    alive++;
    most = Math.max(most, ++counted);
    PodAddress address = new PodAddress(name, Ports.loopback(1), null);
    PodFolder folder = new PodFolder(Path.of("/nowhere"));
    Pod.Watcher watcher =
        new Pod.Watcher() {
          @Override
          public void changed(Endpoint endpoint, Conditions conditions) {
            // Once for each pod that is deleted while it is Ready.
            counted -= conditions.isFallback() ? 1 : 0;
          }

          @Override
          public void stirred() {
            deployment[0].stirred();
          }

          @Override
          public void gone(Pod pod) {
            alive--;
          }
        };
    Pod pod = new Pod(loop, machine, story, template, address, folder, watcher);
    pod.start();
    return pod;
  }
}
