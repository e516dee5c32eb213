package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StillnessTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path dir;
  private Path file;
  private Stillness stillness;

  @BeforeEach
  void written() throws IOException {
    file = Files.writeString(dir.resolve("live"), "READY=1\n");
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    stillness = new Stillness(file, Ticker.SYSTEM);
  }

  @Test
  void aFileThatWasNotLookedAtIsNotKnownToBeStill() {
    assertThat(stillness.isStill()).isFalse();
  }

  @Test
  void aFileAsItWasIsStillButNowAndThenLookedAtAgain() {
    for (int round = 0; round < 3; round++) {
      look(true);
      for (int i = 1; i < Stillness.ONE_IN; i++) {
        assertThat(stillness.isStill()).as("look %d", i).isTrue();
      }
      assertThat(stillness.isStill()).isFalse();
    }
  }

  @Test
  void aFileThatIsToBeLookedAtAgainIsNot() {
    look(true);
    look(false);

    assertThat(stillness.isStill()).isFalse();
  }

  @Test
  void aFileThatWasTouchedIsNot() throws IOException {
    look(true);
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusNanos(1000)));

    assertThat(stillness.isStill()).isFalse();
  }

  @Test
  void aFileOfAnotherSizeIsNot() throws IOException {
    look(true);
    Files.writeString(file, "READY=0\nSTATUS=x\n");
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));

    assertThat(stillness.isStill()).isFalse();
  }

  @Test
  void anotherFileInItsPlaceIsNot() throws IOException {
    look(true);
    Path other = Files.writeString(dir.resolve("other"), "READY=0\n");
    Files.setLastModifiedTime(other, FileTime.from(LONG_AGO));
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

    assertThat(stillness.isStill()).isFalse();
  }

  @Test
  void aFileThatIsGoneIsNotUntilThatWasLookedAt() throws IOException {
    look(true);
    Files.delete(file);
    assertThat(stillness.isStill()).isFalse();

    look(true);
    assertThat(stillness.isStill()).isTrue();
    Files.createFile(file);
    assertThat(stillness.isStill()).isFalse();
  }

  @Test
  void whatIsWrittenWithinTheSameTickHasTheSameTime() throws IOException {
    Instant now = Ticker.SYSTEM.wall();
    Files.setLastModifiedTime(file, FileTime.from(now.plus(Duration.ofDays(1))));
    look(true);
    assertThat(stillness.isStill()).isFalse();

    Files.setLastModifiedTime(file, FileTime.from(now.minus(Stillness.TICK)));
    look(true);
    assertThat(stillness.isStill()).isTrue();
  }

  @Test
  void whatChangesDuringALookIsSeenByTheNext() throws IOException {
    stillness.looking();
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusSeconds(1)));
    stillness.looked(true);

    assertThat(stillness.isStill()).isFalse();
  }

  private void look(boolean settled) {
    stillness.looking();
    stillness.looked(settled);
  }
}
