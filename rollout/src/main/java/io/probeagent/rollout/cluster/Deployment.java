package io.probeagent.rollout.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the pods to a revision: looks again whenever something has changed, lets {@link Rolling}
 * decide, and does it. All on the loop.
 */
final class Deployment {
  /**
   * Not ready before ready, and those Ready for the shortest time first
   * (pkg/controller/controller_utils.go, ActivePodsWithRanks).
   */
  private static final Comparator<Pod> FIRST_TO_GO =
      Comparator.comparing(Pod::isReady)
          .thenComparing(Comparator.comparingLong(Pod::readySince).reversed());

  private final Loop loop;
  private final DeploymentSpec spec;
  private final Maker maker;
  private final List<Member> members = new ArrayList<>();

  private @Nullable Goal goal;
  private @Nullable Progress progress;
  private long progressAt;
  private Loop.@Nullable Timer deadline;
  private Loop.@Nullable Timer ripening;
  private boolean looking;

  /** Makes a pod, and starts it. */
  interface Maker {
    /** Numbers count from 1 in each revision. */
    Pod make(int revision, int number);
  }

  /**
   * What is to be reached: all pods of that revision, and available.
   *
   * @param more what has to hold of each pod besides
   * @param patience for the old pods' end, over the deadline of progress
   */
  private record Goal(
      int revision, Predicate<Pod> more, Duration patience, CompletableFuture<Void> reached) {}

  private record Progress(int made, int available, int deleted, int gone) {}

  private record Member(int revision, Pod pod) {}

  Deployment(Loop loop, DeploymentSpec spec, Maker maker) {
    this.loop = loop;
    this.spec = spec;
    this.maker = maker;
  }

  /** Completes when all is done; with {@link RolloutFailed} if it is not. */
  void bring(
      int revision, Predicate<Pod> more, Duration patience, CompletableFuture<Void> reached) {
    goal = new Goal(revision, more, patience, reached);
    progress = null;
    members.removeIf(member -> member.pod().isGone());
    look();
  }

  /** Something has changed. */
  void stirred() {
    if (goal != null && !looking) {
      looking = true;
      loop.execute(
          () -> {
            looking = false;
            look();
          });
    }
  }

  private void look() {
    Goal now = goal;
    if (now == null || now.reached().isDone()) {
      return;
    }
    for (Rolling.Step step = decide(now); !step.equals(Rolling.Step.NONE); step = decide(now)) {
      for (int i = 0; i < step.create(); i++) {
        int number = (int) of(now.revision()).count() + 1;
        members.add(new Member(now.revision(), maker.make(now.revision(), number)));
      }
      olds(now).sorted(FIRST_TO_GO).limit(step.delete()).toList().forEach(Pod::delete);
    }
    if (isReached(now)) {
      end();
      now.reached().complete(null);
      return;
    }
    watchProgress(now);
    ripen(now);
  }

  private Rolling.Step decide(Goal now) {
    return Rolling.decide(
        spec,
        new Rolling.Counts(
            (int) olds(now).count(),
            (int) olds(now).filter(this::isAvailable).count(),
            (int) of(now.revision()).count(),
            (int) of(now.revision()).filter(this::isAvailable).count()));
  }

  private boolean isReached(Goal now) {
    long done = of(now.revision()).filter(this::isAvailable).filter(now.more()).count();
    return done == spec.replicas()
        && members.stream().allMatch(m -> m.revision() == now.revision() || m.pod().isGone());
  }

  private Stream<Pod> of(int revision) {
    return members.stream()
        .filter(m -> m.revision() == revision && !m.pod().isDeleted())
        .map(Member::pod);
  }

  private Stream<Pod> olds(Goal now) {
    return members.stream()
        .filter(m -> m.revision() != now.revision() && !m.pod().isDeleted())
        .map(Member::pod);
  }

  /** Ready for as long as minReadySeconds (pkg/api/v1/pod/util.go, IsPodAvailable). */
  private boolean isAvailable(Pod pod) {
    return pod.isReady() && loop.now() - pod.readySince() >= spec.minReady().toNanos();
  }

  /** Looks again when the next pod may have become available by time alone. */
  private void ripen(Goal now) {
    if (ripening != null) {
      ripening.cancel();
    }
    long next =
        Stream.concat(of(now.revision()), olds(now))
            .filter(pod -> pod.isReady() && !isAvailable(pod))
            .mapToLong(pod -> pod.readySince() + spec.minReady().toNanos() - loop.now())
            .min()
            .orElse(-1);
    if (next >= 0) {
      ripening = loop.after(Duration.ofNanos(next), this::look);
    }
  }

  /** Any progress renews the deadline (pkg/controller/deployment/progress.go). */
  private void watchProgress(Goal now) {
    Progress next =
        new Progress(
            members.size(),
            (int) members.stream().filter(m -> isAvailable(m.pod())).count(),
            (int) members.stream().filter(m -> m.pod().isDeleted()).count(),
            (int) members.stream().filter(m -> m.pod().isGone()).count());
    if (next.equals(progress)) {
      return;
    }
    progress = next;
    progressAt = loop.now();
    if (deadline != null) {
      deadline.cancel();
    }
    deadline = loop.after(spec.progressDeadline().plus(now.patience()), () -> fail(now));
  }

  private void fail(Goal now) {
    end();
    String stuck =
        members.stream()
            .map(Member::pod)
            .filter(pod -> !pod.isGone() && !(isAvailable(pod) && !pod.isDeleted()))
            .map(Pod::story)
            .collect(Collectors.joining("; "));
    Duration since = Duration.ofNanos(loop.now() - progressAt);
    now.reached()
        .completeExceptionally(
            new RolloutFailed(
                "no progress for %d s: %s"
                    .formatted(
                        since.toSeconds(),
                        Optional.of(stuck)
                            .filter(text -> !text.isEmpty())
                            .orElse("all pods are Ready, but not seen by the Service"))));
  }

  private void end() {
    goal = null;
    Stream.of(Optional.ofNullable(deadline), Optional.ofNullable(ripening))
        .flatMap(Optional::stream)
        .forEach(Loop.Timer::cancel);
  }
}
