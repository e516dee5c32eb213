package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Drain.Origin;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.source.FileGlance.Presence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the files of an Open Liberty server mean, in a whole life of it. */
final class LibertyFilesTest {
  private static final String[] ALL = {"started", "live", "ready"};
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final LibertyServer server = new LibertyServer();

  @Test
  void withoutFilesThereIsNoInstance() {
    server.look();
    server.expect("no no no");
    server.create("ready");
    server.look();

    server.expect("no no no");
    assertThat(server.instances()).as("ready alone is nobody's").isZero();
  }

  @Test
  void allThreeMeanReady() {
    server.create(ALL);
    server.look();

    server.expect("yes yes yes");
    assertThat(server.instances()).isEqualTo(1);
  }

  @Test
  void filesOfOneStartThatAreSeenOneByOneAreOneInstance() {
    server.create("started");
    assertThat(server.lookOnce().again()).as("waits for live").isEqualTo(200_000_000);
    server.create("live");
    server.look();
    server.expect("yes yes no");
    server.create("ready");
    server.look();

    server.expect("yes yes yes");
    assertThat(server.instances()).isEqualTo(1);
  }

  @Test
  void startedAloneIsStartedAndNotReady() {
    server.create("started");
    server.look();
    server.expect("yes yes no");
    server.ticker.advance(INTERVAL);
    server.create("live");
    server.look();

    server.expect("yes yes no");
    assertThat(server.instances()).as("live was only late").isEqualTo(1);
  }

  @Test
  void whatIsNotTouchedGrowsOldWithoutAnyLook() {
    server.create(ALL);
    server.look();
    server.ticker.advance(Duration.ofMillis(14_999));
    server.expect("yes yes yes");
    server.ticker.advance(Duration.ofMillis(1));

    server.expect("yes no no");
    assertThat(server.reason()).isEqualTo("probe file: not touched for 15 s");
    server.touch("live", "ready");
    server.look();
    server.expect("yes yes yes");
  }

  @Test
  void readinessThatIsDownIsAReadyFileThatIsNotTouched() {
    server.create(ALL);
    server.look();
    for (int i = 0; i < 3; i++) {
      server.ticker.advance(INTERVAL);
      server.touch("live");
      server.look();
    }
    server.expect("yes yes no");
    assertThat(server.reason()).isEqualTo("ready file: not touched for 15 s");
    server.touch("ready");
    server.look();

    server.expect("yes yes yes");
    assertThat(server.instances()).isEqualTo(1);
  }

  @Test
  void aReadyFileThatIsRemovedAndComesBackIsReadinessToo() {
    server.create(ALL);
    server.look();
    for (int i = 0; i < 3; i++) {
      server.remove("ready");
      server.look();
      server.expect("yes yes no");
      server.create("ready");
      server.look();
      server.expect("yes yes yes");
    }
    assertThat(server.instances()).isEqualTo(1);
  }

  @Test
  void livenessThatIsDownTakesReadinessWithIt() {
    server.create(ALL);
    server.look();
    server.ticker.advance(INTERVAL);
    server.touch("ready");
    server.look();
    server.ticker.advance(INTERVAL);
    server.touch("ready");
    server.look();

    server.expect("yes no no");
  }

  @Test
  void aLiveFileThatIsGoneIsNotTouchedAnyMore() {
    server.create(ALL);
    server.look();
    server.remove("live");
    server.look();
    server.expect("yes yes yes");
    server.ticker.advance(INTERVAL);
    server.touch("ready");
    server.look();
    server.ticker.advance(INTERVAL);

    server.expect("yes no no");
  }

  @Test
  void itsImagesStartupScriptMayRemoveStarted() {
    server.create(ALL);
    server.look();
    server.remove("started");
    server.look();
    server.expect("yes yes yes");
    server.remove("ready", "live");
    server.look();

    server.expect("no no no");
    assertThat(server.state().phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void theEndOfTheServerIsSeenStepByStep() {
    server.create(ALL);
    server.look();
    server.remove("ready");
    server.look();
    server.expect("yes yes no");
    server.remove("live");
    server.look();
    server.expect("yes yes no");
    server.remove("started");
    server.look();

    server.expect("no no no");
    assertThat(server.state().phase()).isEqualTo(Phase.STOPPED);
    assertThat(server.instances()).isEqualTo(1);
  }

  @Test
  void aRestartRemovesWhatACrashHasLeft() {
    server.create(ALL);
    server.look();
    server.ticker.advance(Duration.ofSeconds(20));
    server.look();
    server.expect("yes no no");
    server.remove(ALL);
    server.look();
    server.expect("no no no");
    server.create(ALL);
    server.look();

    server.expect("yes yes yes");
    assertThat(server.instances()).isEqualTo(2);
  }

  @Test
  void aRestartBetweenTwoLooksIsANewInstance() {
    server.create(ALL);
    server.look();
    server.take(new Signal.DrainAsked(Origin.OUTSIDE, 0));
    server.expect("yes yes no");
    server.create(ALL);
    server.look();

    server.expect("yes yes yes");
    assertThat(server.instances()).isEqualTo(2);
  }

  @Test
  void aRestartOfWhichStartedIsSeenFirstIsOneNewInstance() {
    server.create(ALL);
    server.look();
    server.remove(ALL);
    server.create("started");
    assertThat(server.lookOnce().signals()).isEmpty();
    server.create("live", "ready");
    server.look();

    server.expect("yes yes yes");
    assertThat(server.instances()).isEqualTo(2);
  }

  @Test
  void anInodeThatIsGivenOutAgainIsANewInstanceByItsEvent() {
    for (String name : ALL) {
      server.create(name, 7);
    }
    server.look();
    server.ticker.advance(INTERVAL);
    for (String name : ALL) {
      server.create(name, 7);
    }
    server.look();

    assertThat(server.instances()).isEqualTo(2);
  }

  @Test
  void anEventThatComesBehindTheLookIsNoNewInstance() {
    server.create(ALL);
    server.loseEvents();
    server.look();
    server.ticker.advance(Duration.ofMillis(20));
    server.touch("live", "ready");
    server.tellCreated("live");
    server.tellCreated("started");
    server.look();

    assertThat(server.instances()).isEqualTo(1);
    server.ticker.advance(INTERVAL);
    server.create("live", server.inodeOf("live"));
    server.look();
    assertThat(server.instances()).as("a second event is another creation").isEqualTo(2);
  }

  @Test
  void aRestartInTheSameInodesIsSeenByWhatWasRemoved() {
    for (String name : ALL) {
      server.create(name, 7);
    }
    server.look();
    server.ticker.advance(Duration.ofMillis(300));
    server.remove(ALL);
    for (String name : ALL) {
      server.create(name, 7);
    }
    server.loseEvents();
    server.tellRemoved("started");
    server.look();
    assertThat(server.instances()).isEqualTo(2);
    server.ticker.advance(Duration.ofMillis(4));
    server.touch("live", "ready");
    server.tellRemoved("live");
    server.tellCreated("started");
    server.tellCreated("live");
    server.look();
    server.ticker.advance(INTERVAL);
    server.touch("live", "ready");
    server.look();

    server.expect("yes yes yes");
    assertThat(server.instances()).as("the rest is of the same restart").isEqualTo(2);
  }

  @Test
  void draining() {
    server.create(ALL);
    server.look();
    server.take(new Signal.DrainAsked(Origin.OUTSIDE, 0));
    server.ticker.advance(Duration.ofSeconds(20));

    server.expect("yes yes no");
    assertThat(server.reason()).as("no age counts").isEqualTo("draining: drain asked for");
    server.touch("live", "ready");
    server.look();
    server.expect("yes yes no");
  }

  @Test
  void withoutALimitNothingGrowsOld() {
    LibertyServer patient = new LibertyServer("PROBE_FILE_MAX_AGE=off");
    patient.create(ALL);
    patient.look();
    patient.ticker.advance(Duration.ofDays(1));

    patient.expect("yes yes yes");
  }

  @Test
  void aJumpOfTheWallClockMakesNothingOld() {
    server.create(ALL);
    server.look();
    server.ticker.jumpTo(server.ticker.wall().plus(Duration.ofDays(365)));
    server.touch("ready");
    server.look();
    server.expect("yes yes yes");
    server.ticker.jumpTo(server.ticker.wall().minus(Duration.ofDays(700)));
    server.touch("live");
    server.look();

    server.expect("yes yes yes");
  }

  @Test
  void aFolderThatIsGoneSaysNothing() {
    server.create(ALL);
    server.look();
    server.folderGone(true);
    server.look();
    server.expect("yes yes yes");
    server.folderGone(false);
    server.look();
    server.expect("yes yes yes");
    server.folderGone(true);
    server.look();
    server.folderGone(false);
    server.remove(ALL);
    server.look();

    server.expect("yes yes yes");
    assertThat(server.state().file()).as("it went with its folder").isNull();
  }

  @Test
  void whatIsInPlaceOfAFileIsThereAndTold() {
    server.create("started", "live");
    server.put(
        "ready",
        new FileGlance(
            Presence.THERE, 3, server.wall(), server.wall(), new byte[0], "is not a regular file"));
    server.look();
    server.look();

    server.expect("yes yes yes");
    assertThat(server.errors)
        .containsExactly("web file unreadable: /run/probe/ready: is not a regular file");
  }

  @Test
  void theAgentsRestartIsNoNewInstance() {
    server.create(ALL);
    server.look();
    server.remove("started");
    server.look();
    server.take(new Signal.DrainAsked(Origin.OUTSIDE, 0));
    server.restartAgent();
    server.look();

    server.expect("yes yes no");
    assertThat(server.instances()).isEqualTo(1);
  }

  @Test
  void aServerThatEndedWhileTheAgentWasAwayIsGone() {
    server.create(ALL);
    server.look();
    server.remove(ALL);
    server.restartAgent();
    server.look();

    server.expect("no no no");
  }

  @Test
  void aServerThatWasRestartedMeanwhileIsANewInstance() {
    server.create(ALL);
    server.look();
    server.create(ALL);
    server.restartAgent();
    server.look();

    server.expect("yes yes yes");
    assertThat(server.instances()).isEqualTo(2);
  }
}
