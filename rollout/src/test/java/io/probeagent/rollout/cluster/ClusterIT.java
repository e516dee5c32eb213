package io.probeagent.rollout.cluster;

import static io.probeagent.rollout.record.Moment.AGENT_EXITED;
import static io.probeagent.rollout.record.Moment.AGENT_SIGTERM;
import static io.probeagent.rollout.record.Moment.AGENT_STARTED;
import static io.probeagent.rollout.record.Moment.APP_EXITED;
import static io.probeagent.rollout.record.Moment.APP_SIGKILL;
import static io.probeagent.rollout.record.Moment.APP_SIGTERM;
import static io.probeagent.rollout.record.Moment.APP_STARTED;
import static io.probeagent.rollout.record.Moment.CREATED;
import static io.probeagent.rollout.record.Moment.DELETED;
import static io.probeagent.rollout.record.Moment.ENDPOINT_ADDED;
import static io.probeagent.rollout.record.Moment.ENDPOINT_REMOVED;
import static io.probeagent.rollout.record.Moment.GONE;
import static io.probeagent.rollout.record.Moment.PRE_STOP;
import static io.probeagent.rollout.record.Moment.PRE_STOP_DONE;
import static io.probeagent.rollout.record.Moment.READY;
import static io.probeagent.rollout.record.Moment.RESTARTED;
import static io.probeagent.rollout.record.Moment.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes under the rules of kubelet. */
final class ClusterIT {
  private static final Duration DELAY = Duration.ofMillis(800);

  /** A grace period that was not set would be 30 s. */
  private static final Duration BELOW_THE_USUAL = Duration.ofSeconds(25);

  /** What scripts and tests tell each other. */
  @TempDir Path flags;

  private final Path root = Folder.create();
  private final Story story = new Story();
  private final Set<Long> before = children();

  ClusterIT() throws IOException {}

  /** Nothing is left over, whatever a test did. */
  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(children()).isSubsetOf(before);
    assertThat(root).isEmptyDirectory();
    Folder.delete(root);
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  @Test
  void aRollingUpdateTakesItsSteps() throws Exception {
    Duration lag = Duration.ofMillis(300);
    Duration delay = Duration.ofMillis(800);
    Hook hook =
        new Hook(Target.AGENT, "/drain", Map.of("Authorization", "Bearer a-token-of-this-test"));
    try (Cluster cluster = cluster(Scenery.sample(delay, hook), 2)) {
      cluster.setLag(lag);
      cluster.start();
      assertThat(cluster.service().pick()).isPresent();
      cluster.update(1);

      for (String pod : List.of("web-1-1", "web-1-2")) {
        assertThat(story.moments(pod))
            .startsWith(CREATED, AGENT_STARTED, APP_STARTED, STARTED, READY, ENDPOINT_ADDED)
            .containsSubsequence(
                DELETED,
                PRE_STOP,
                PRE_STOP_DONE,
                APP_SIGTERM,
                APP_EXITED,
                AGENT_SIGTERM,
                AGENT_EXITED,
                GONE)
            .containsSubsequence(DELETED, ENDPOINT_REMOVED, APP_EXITED);
        assertThat(between(pod, READY, ENDPOINT_ADDED)).isGreaterThanOrEqualTo(lag);
        assertThat(between(pod, DELETED, ENDPOINT_REMOVED)).isGreaterThanOrEqualTo(lag);
        assertThat(story.event(pod, PRE_STOP_DONE).detail()).isEqualTo("status 200");
        assertThat(story.event(pod, APP_EXITED).detail()).isEqualTo("code 0");
        assertThat(story.event(pod, AGENT_EXITED).detail()).isEqualTo("code 0");
        assertThat(story.lines()).contains(pod + " drain PROPAGATE", pod + " drain CLEANUP");
      }
      assertThat(story.lines())
          .containsSubsequence("web-1-1 READY", "update 1 begins, lag 300", "web-2-1 READY")
          .endsWith("update 1 ends");
      assertThat(story.answers(Probe.LIVE)).isNotEmpty().allMatch(a -> a.code() == 200);
      assertThat(story.at("web-2-1", READY)).isLessThan(firstDeletion());
    }
  }

  private long firstDeletion() {
    return Math.min(story.at("web-1-1", DELETED), story.at("web-1-2", DELETED));
  }

  private Duration between(String pod, Moment from, Moment to) {
    return Duration.ofNanos(story.at(pod, to) - story.at(pod, from));
  }

  /** The agent lets a caller without a token wait for the drain delay before it says 403. */
  @Test
  void aHookHoldsTheSignalBack() throws Exception {
    Hook hook = new Hook(Target.AGENT, "/drain", Map.of());
    try (Cluster cluster = cluster(Scenery.sample(DELAY, hook), 1)) {
      cluster.start();
      cluster.update(1);
      assertThat(story.event("web-1-1", PRE_STOP_DONE).detail()).isEqualTo("status 403");
      assertThat(between("web-1-1", PRE_STOP, APP_SIGTERM)).isGreaterThanOrEqualTo(DELAY);
    }
  }

  @Test
  void anAppThatHangsIsRestarted() throws Exception {
    // Stops itself once it is told to, with its port open: probes are accepted, and not answered.
    Path now = flags.resolve("now");
    String script =
        "if [ -e {dir}/again ]; then exec %s; fi; touch {dir}/again; ".formatted(sampleApp())
            + "(while kill -0 $$ && [ ! -e %s ]; do sleep 0.1; done; kill -STOP $$) & exec %s"
                .formatted(now, sampleApp());
    List<ProbeSpec> probes =
        List.of(
            onRoot(Probe.STARTUP, 100), //
            onRoot(Probe.READY, 1),
            onRoot(Probe.LIVE, 2));
    PodTemplate template = Scenery.shell(script, probes, Duration.ofSeconds(2));
    try (Cluster cluster = cluster(template, 1)) {
      cluster.start();
      Files.createFile(now);
      story.await(event -> event.moment() == RESTARTED);
      long restarted = story.at("web-1-1", RESTARTED);
      story.await(event -> event.moment() == READY && event.at() > restarted);
      assertThat(story.moments("web-1-1"))
          .containsSubsequence(READY, APP_SIGTERM, APP_SIGKILL, APP_EXITED, RESTARTED, READY);
      assertThat(story.event("web-1-1", RESTARTED).detail()).isEqualTo("the live probe failed");
      assertThat(between("web-1-1", APP_SIGTERM, APP_SIGKILL)).isBetween(s(2), BELOW_THE_USUAL);
    }
  }

  private static String sampleApp() {
    return String.join(" ", Scenery.sample(Duration.ZERO, null).command());
  }

  private static ProbeSpec onRoot(Probe kind, int failures) {
    Duration period = Duration.ofMillis(200);
    return new ProbeSpec(kind, Target.APP, "/", period, s(1), Duration.ZERO, failures, 1);
  }

  @Test
  void anAppThatIgnoresSigtermIsKilled() throws Exception {
    try (Cluster cluster = cluster(Scenery.shell(deaf(), List.of(), s(2)), 1)) {
      cluster.start();
      awaitDeaf(1);
      cluster.update(1);
      assertThat(story.moments("web-1-1"))
          .containsSubsequence(APP_SIGTERM, APP_SIGKILL, APP_EXITED, GONE);
      assertThat(between("web-1-1", APP_SIGTERM, APP_SIGKILL)).isBetween(s(2), BELOW_THE_USUAL);
      assertThat(story.event("web-1-1", APP_EXITED).detail()).isEqualTo("code 137");
    }
  }

  @Test
  void aPodThatNeverGetsReadyFailsTheStart() throws Exception {
    List<ProbeSpec> probes = List.of(Scenery.probe(Probe.READY, Target.APP, 200, 1));
    PodTemplate template = Scenery.shell("echo no luck on $PORT; sleep 60", probes, s(1));
    DeploymentSpec spec = new DeploymentSpec("web", 1, 1, 0, Duration.ZERO, s(5), 0);
    try (Cluster cluster = Cluster.create(template, spec, story, root)) {
      assertThatThrownBy(cluster::start)
          .isInstanceOf(RolloutFailed.class)
          .hasMessageMatching(
              "no progress for 5 s: web-1-1 is NOT_READY; its app said: no luck on 2[0-9]{4}");
    }
  }

  /** Ignores SIGTERM, and shows when it has begun to. */
  private String deaf() {
    return "trap '' TERM; : >%s/$PORT; while :; do sleep 1; done".formatted(flags);
  }

  private void awaitDeaf(int pods) throws InterruptedException {
    int deaf = Await.answer(Scenery.LIMIT, () -> count(flags), count -> count == pods);
    assertThat(deaf).isEqualTo(pods);
  }

  private static int count(Path folder) {
    return Objects.requireNonNull(folder.toFile().list()).length;
  }

  /** As a shutdown hook does, while the main thread waits for an update. */
  @Test
  void closingEndsAnUpdateThatIsUnderWay() throws Exception {
    Cluster cluster = cluster(Scenery.shell(deaf(), List.of(), s(60)), 2);
    try (cluster) {
      cluster.start();
      awaitDeaf(2);
      CompletableFuture<Void> update =
          CompletableFuture.runAsync(
              () -> {
                try {
                  cluster.update(1);
                } catch (RolloutFailed | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      story.await(event -> event.moment() == APP_SIGTERM);
      cluster.close();
      assertThatThrownBy(() -> update.get(Scenery.LIMIT.toSeconds(), TimeUnit.SECONDS))
          .rootCause()
          .isInstanceOf(RolloutFailed.class)
          .hasMessage("the cluster is closed");
      assertThat(children()).isSubsetOf(before);
    }
    assertThatThrownBy(() -> cluster.update(2)).hasMessage("the cluster is closed");
  }

  private static Duration s(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private Cluster cluster(PodTemplate template, int replicas) {
    return Cluster.create(template, DeploymentSpec.of("web", replicas), story, root);
  }
}
