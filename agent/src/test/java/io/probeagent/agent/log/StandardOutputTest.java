package io.probeagent.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever reads the log may stop reading: lines are lost then, and nothing else is. */
@Timeout(120)
final class StandardOutputTest {
  private static final int QUEUE = 512;

  private final Pipe pipe = new Pipe();
  private final StandardOutput out = new StandardOutput(pipe);
  private final AtomicInteger dropped = new AtomicInteger();

  @Test
  void linesAreWrittenInOrderAndInUtf8() throws Exception {
    out.accept("one");
    out.accept("zwei ü 🦔");
    pipe.open.countDown();
    pipe.awaitWrites(2);
    out.close();

    assertThat(pipe.text()).isEqualTo("one\nzwei ü 🦔\n");
  }

  @Test
  void aReaderWhoStopsBlocksNobodyAndCostsWhatDoesNotFit() throws Exception {
    out.onDrop(dropped::incrementAndGet);
    for (int i = 0; i < 1 + QUEUE; i++) {
      out.accept("line " + i);
    }
    assertThat(dropped).hasValue(0);

    out.accept("too many");
    out.accept("far too many");
    assertThat(dropped).hasValue(2);

    pipe.open.countDown();
    pipe.awaitWrites(1 + QUEUE);
    out.close();
    assertThat(pipe.text()).hasLineCount(1 + QUEUE).endsWith("line " + QUEUE + "\n");
  }

  @Test
  void closingDoesNotWaitForAReaderWhoIsGone() {
    out.onDrop(dropped::incrementAndGet);
    out.accept("never read");
    out.accept("nor this");

    out.close();

    assertThat(pipe.text()).isEmpty();
  }

  @Test
  void aLineAfterTheEndIsDropped() {
    out.onDrop(dropped::incrementAndGet);
    out.close();

    out.accept("too late");

    assertThat(dropped).hasValue(1);
  }

  @Test
  void aBrokenPipeIsCounted() throws Exception {
    pipe.broken = true;
    pipe.open.countDown();
    out.onDrop(dropped::incrementAndGet);

    out.accept("into the void");
    pipe.awaitWrites(1);
    out.close();

    assertThat(dropped).hasValue(1);
  }

  /** Takes nothing until it is open. */
  private static final class Pipe extends OutputStream {
    final CountDownLatch open = new CountDownLatch(1);
    volatile boolean broken;
    private final Semaphore written = new Semaphore(0);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        if (!open.await(60, TimeUnit.SECONDS) || broken) {
          written.release();
          throw new IOException("broken pipe");
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      taken.write(bytes, offset, length);
      written.release();
    }

    /** Closing waits for half a second only, which a busy machine may need for a line. */
    void awaitWrites(int lines) throws InterruptedException {
      assertThat(written.tryAcquire(lines, 60, TimeUnit.SECONDS)).isTrue();
    }

    String text() {
      return taken.toString(StandardCharsets.UTF_8);
    }
  }
}
