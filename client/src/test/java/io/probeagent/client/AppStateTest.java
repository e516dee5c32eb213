package io.probeagent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AppStateTest {

  private static final int NO_COUNT = -1;

  private final AppState fresh = AppState.fresh("cafe", 0);

  @Test
  void saysItAllToWhoKnowsNothing() {
    AppState state = AppState.fresh("cafe", 2000).toReady().withStatus("fine").beat();
    assertThat(state.lines(null, 4))
        .containsExactly(
            "INSTANCE=cafe", "WATCHDOG_USEC=2000", "READY=1", "STATUS=fine", "X_INFLIGHT=4");
    assertThat(fresh.lines(null, NO_COUNT)).containsExactly("INSTANCE=cafe", "READY=0");
  }

  @Test
  void saysOnlyWhatChanged() {
    AppState ready = fresh.toReady();
    assertThat(ready.lines(fresh, NO_COUNT)).containsExactly("READY=1");
    assertThat(ready.lines(ready, NO_COUNT)).isEmpty();
    assertThat(ready.lines(ready, 0)).containsExactly("X_INFLIGHT=0");
    assertThat(ready.beat().lines(ready, NO_COUNT)).containsExactly("WATCHDOG=1");
    assertThat(ready.toClosed().lines(ready, 3)).containsExactly("X_INFLIGHT=3", "BYE=1");
  }

  @Test
  void aReasonGoesWithTheUnreadiness() {
    AppState fine = fresh.withStatus("fine").toReady();
    AppState down = fine.toNotReady("no database");
    assertThat(down.lines(fine, NO_COUNT)).containsExactly("READY=0", "STATUS=no database");
    assertThat(down.fileContent()).isEqualTo("INSTANCE=cafe\nREADY=0\nSTATUS=no database\n");
    assertThat(down.toReady().lines(down, NO_COUNT)).containsExactly("READY=1", "STATUS=fine");
    AppState bare = fresh.toNotReady("no database");
    assertThat(bare.toReady().lines(bare, NO_COUNT)).containsExactly("READY=1", "STATUS=");
    assertThat(down.withStatus("newer").lines(down, NO_COUNT)).containsExactly("STATUS=newer");
  }

  @Test
  void stoppingIsFinal() {
    AppState ready = fresh.toReady();
    AppState stopping = ready.toStopping();
    assertThat(stopping.lines(ready, NO_COUNT)).containsExactly("STOPPING=1");
    assertThat(stopping.toReady()).isSameAs(stopping);
    assertThat(stopping.lines(null, 2))
        .containsExactly("INSTANCE=cafe", "READY=0", "X_INFLIGHT=2", "STOPPING=1");
    assertThat(stopping.toNotReady("going").lines(stopping, NO_COUNT))
        .containsExactly("STATUS=going");
    assertThat(stopping.withStatus("going").fileContent())
        .isEqualTo("INSTANCE=cafe\nREADY=0\nSTOPPING=1\nSTATUS=going\n");
  }

  @Test
  void closedIsMoreFinal() {
    AppState closed = fresh.toClosed();
    assertThat(closed.toReady()).isSameAs(closed);
    assertThat(closed.toNotReady("x")).isSameAs(closed);
    assertThat(closed.withStatus("x")).isSameAs(closed);
    assertThat(closed.toStopping()).isSameAs(closed);
    assertThat(closed.beat()).isSameAs(closed);
  }

  @Test
  void noLineAndNoFileIsLongerThanTheAgentReads() {
    AppState chatty = fresh.withStatus("🚀".repeat(5000)).toStopping();
    String line = chatty.lines(fresh, NO_COUNT).get(0) + "\n";
    assertThat(line).startsWith("STATUS=🚀").endsWith("🚀\n");
    assertThat(line.getBytes(UTF_8)).hasSizeBetween(AppState.MAX_BYTES - 3, AppState.MAX_BYTES);
    String file = chatty.fileContent();
    assertThat(file).startsWith("INSTANCE=cafe\nREADY=0\nSTOPPING=1\nSTATUS=🚀").endsWith("🚀\n");
    assertThat(file.getBytes(UTF_8)).hasSizeBetween(AppState.MAX_BYTES - 3, AppState.MAX_BYTES);
  }

  @Test
  void everyChangeIsANewVersion() {
    assertThat(fresh.toReady().toNotReady("x").withStatus("y").beat().toStopping().toClosed())
        .extracting(AppState::version)
        .isEqualTo(fresh.version() + 6);
  }
}
