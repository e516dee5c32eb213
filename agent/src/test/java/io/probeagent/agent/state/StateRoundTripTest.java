package io.probeagent.agent.state;

import static io.probeagent.agent.state.States.NOW;
import static io.probeagent.agent.state.States.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.lifecycle.Word;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written is what is read; moments stay the same moments. */
final class StateRoundTripTest {
  private static final String BOOT = "boot-1";

  @Test
  void everyKindOfStateComesBack() throws IOException {
    for (AppState state : States.all()) {
      assertThat(reread(state, NOW + SECOND)).isEqualTo(asRead(state, NOW + SECOND));
    }
  }

  @Test
  void everyCauseComesBack() throws IOException {
    for (Cause cause : Cause.values()) {
      AppState state =
          new AppState(Phase.UNKNOWN, NOW, cause, null, null, NOW, NOW, false, null, null);

      assertThat(reread(state, NOW)).isEqualTo(state);
    }
  }

  @Test
  void aWatchdogThatWasTurnedOffStaysSo() throws IOException {
    Watchdog off = new Watchdog(Watchdog.OFF, NOW);
    AppState state = States.state(Phase.READY, States.instance(Lease.NONE, off), null, null);

    assertThat(reread(state, NOW + SECOND)).isEqualTo(asRead(state, NOW + SECOND));
    assertThat(asRead(state, NOW + SECOND).instance())
        .extracting(Instance::watchdog)
        .isEqualTo(new Watchdog(Watchdog.OFF, NOW + SECOND));
  }

  @Test
  void aHolderOfALeaseIsAwaitedFromNowOn() throws IOException {
    assertThat(reread(States.ready(), NOW + 8 * SECOND).lease())
        .isEqualTo(new Lease.Awaited(NOW + 8 * SECOND));
  }

  @Test
  void theTimeTheAgentWasAwayCounts() throws IOException {
    AppState state =
        States.state(
            Phase.READY,
            States.instance(Lease.NONE, null),
            null,
            States.drain(Drain.Origin.OUTSIDE));

    AppState read = reread(state, NOW + 12 * SECOND);

    assertThat(read.since()).isEqualTo(state.since());
    assertThat(read.drain()).isEqualTo(state.drain());
  }

  @Test
  void aDrainForTheAgentsOwnEndIsOverOnceItIsBack() throws IOException {
    AppState state =
        States.state(
            Phase.READY, States.instance(Lease.NONE, null), null, States.drain(Drain.Origin.AGENT));

    assertThat(reread(state, NOW).phase()).isEqualTo(Phase.READY);
  }

  @Test
  void aClockThatWentBackMakesNothingHappenInTheFuture() throws IOException {
    long earlier = NOW - 1000 * SECOND;

    AppState read = reread(States.ready(), earlier);

    assertThat(read.since()).isEqualTo(earlier - 90 * SECOND);
  }

  @Test
  void everyAppComesBackUnderItsName() throws IOException {
    Map<String, AppState> apps =
        Map.of("web", States.ready(), "job-2", AppState.unknown(NOW), "ü", AppState.unknown(NOW));

    assertThat(StateReader.read(StateCodec.write(apps, BOOT, NOW), BOOT, NOW))
        .containsOnlyKeys("web", "job-2", "ü")
        .extractingByKey("web")
        .isEqualTo(asRead(States.ready(), NOW));
  }

  @Test
  void noAppsAreNone() throws IOException {
    assertThat(StateReader.read(StateCodec.write(Map.of(), BOOT, NOW), BOOT, NOW)).isEmpty();
  }

  @Test
  void aProbeFileOfAnyAgeCanBeReadBack() throws IOException {
    for (long beat : new long[] {NOW - Long.MAX_VALUE / 2, NOW + SECOND}) {
      AppState state =
          new AppState(
              Phase.READY,
              NOW,
              Cause.READY,
              States.instance(Lease.NONE, null),
              new ProbeFile("f", false, List.of(), 1),
              beat,
              beat,
              true,
              null,
              null);

      assertThat(reread(state, NOW).said()).isEqualTo(Phase.READY);
    }
  }

  @Test
  void asMuchAsTheAppsCanSayIsNotTooMuchToBeReadBack() throws IOException {
    Map<String, AppState> apps = new HashMap<>();
    String text = "\"".repeat(4080);
    Instance instance = new Instance(1, "i", "", Lease.NONE, text, text, null, 0);
    ProbeFile file = new ProbeFile("f", false, List.of(new Word.Status(text)), 1);
    for (int i = 0; i < 16; i++) {
      apps.put("x".repeat(60) + i, States.state(Phase.READY, instance, file, null));
    }

    assertThat(StateCodec.write(apps, BOOT, NOW)).hasSizeLessThan(StateFile.MAX_BYTES);
  }

  private static AppState reread(AppState state, long now) throws IOException {
    byte[] bytes = StateCodec.write(Map.of("app", state), BOOT, NOW);
    Map<String, AppState> read = StateReader.read(bytes, BOOT, now);
    assertThat(read).containsOnlyKeys("app");
    return read.getOrDefault("app", AppState.unknown(0));
  }

  /** What comes again by itself is as after a beat, and without a count. */
  private static AppState asRead(AppState state, long now) {
    Drain drain = state.drain();
    return new AppState(
        state.said(),
        state.since(),
        state.cause(),
        asRead(state.instance(), now),
        state.file(),
        state.fileBeat(),
        state.readyBeat(),
        state.fileIsOwn(),
        drain != null && drain.origin() == Drain.Origin.AGENT ? null : drain,
        null);
  }

  private static @Nullable Instance asRead(@Nullable Instance old, long now) {
    if (old == null) {
      return null;
    }
    Watchdog dog = old.watchdog();
    Lease lease =
        old.lease() instanceof Lease.None
            ? Lease.NONE
            : old.lease() instanceof Lease.Lost ? new Lease.Lost(now) : new Lease.Awaited(now);
    return new Instance(
        old.number(),
        old.id(),
        old.predecessor(),
        lease,
        old.status(),
        old.failure(),
        dog == null ? null : new Watchdog(dog.every(), now),
        Instance.NOT_TOLD,
        old.silent(),
        old.sockets());
  }
}
