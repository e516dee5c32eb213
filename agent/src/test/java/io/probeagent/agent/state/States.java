package io.probeagent.agent.state;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.lifecycle.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** States of every kind. */
final class States {
  static final long SECOND = 1_000_000_000L;

  /** A moment close to the overflow of the clock. */
  static final long NOW = Long.sum(Long.MAX_VALUE, -5 * SECOND);

  static final List<Word> EVERY_WORD =
      List.of(
          new Word.Stopping(),
          new Word.Ready(),
          new Word.NotReady(),
          new Word.Reloading(),
          new Word.Status("warm \"up\" 🦔"),
          new Word.Status(""),
          new Word.Beat(),
          new Word.BeatEvery(3_000_000),
          new Word.Broken(),
          new Word.Extend(5_000_000),
          new Word.Failure("BUSERROR", "org.example.Failed"),
          new Word.Failure("ERRNO", "-5"),
          new Word.InFlight(17),
          new Word.Bye());

  private States() {}

  static AppState ready() {
    return state(Phase.READY, instance(Lease.HELD, null), null, null);
  }

  /** Every phase with every lease, drain and file that can come with it. */
  static List<AppState> all() {
    List<AppState> all = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      for (Lease lease : leases()) {
        for (@Nullable Drain drain : drains()) {
          for (@Nullable ProbeFile file : files()) {
            @Nullable Instance instance =
                phase == Phase.UNKNOWN
                    ? null
                    : instance(lease, drain == null ? null : new Watchdog(3 * SECOND, NOW - 7));
            all.add(state(phase, instance, file, drain));
          }
        }
      }
    }
    return all;
  }

  static AppState state(
      Phase said, @Nullable Instance instance, @Nullable ProbeFile file, @Nullable Drain drain) {
    return new AppState(
        said,
        NOW - 90 * SECOND,
        Cause.READY,
        instance,
        file,
        NOW - 4,
        NOW - 3,
        file != null,
        drain,
        null);
  }

  static Instance instance(Lease lease, @Nullable Watchdog dog) {
    return new Instance(
        3, "4f2a", "4f29", lease, "warm \"ü\" 🦔", "ERRNO=5", dog, 17, true, List.of(17L));
  }

  static Drain drain(Drain.Origin origin) {
    return new Drain(origin, NOW - SECOND, 5 * SECOND, NOW + 19 * SECOND, true, false);
  }

  private static List<Lease> leases() {
    return List.of(
        Lease.NONE, Lease.HELD, new Lease.Awaited(NOW - SECOND), new Lease.Lost(NOW - 2 * SECOND));
  }

  private static List<@Nullable Drain> drains() {
    List<@Nullable Drain> drains = new ArrayList<>();
    drains.add(null);
    for (Drain.Origin origin : Drain.Origin.values()) {
      drains.add(drain(origin));
    }
    drains.add(
        new Drain(Drain.Origin.OUTSIDE, NOW - 99 * SECOND, 0, NOW - 60 * SECOND, false, true));
    return drains;
  }

  private static List<@Nullable ProbeFile> files() {
    List<@Nullable ProbeFile> files = new ArrayList<>();
    files.add(null);
    files.add(new ProbeFile("file-1f-1", false, List.of(), 0));
    files.add(new ProbeFile("web-7", true, EVERY_WORD, Long.MIN_VALUE));
    return files;
  }
}
