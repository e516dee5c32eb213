package io.probeagent.rollout.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.probeagent.rollout.record.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends bodies that take their time. Each third is announced, and sent only when the server has
 * said that it wants it, with 100 (Continue).
 */
final class UploadClient implements Client {
  private static final int PIECES = 5;
  private static final int MOST_OF_A_PIECE = 4096;
  private static final int ANNOUNCED = 3;

  private final RandomGenerator random;
  private final int maxMs;
  private final Seat seat;
  private final Account account;
  private final Stop stop;
  private final Duration patience;
  private int uploads;

  /**
   * @param maxMs most that an upload takes
   */
  UploadClient(
      RandomGenerator random, int maxMs, Seat seat, Account account, Stop stop, Duration patience) {
    this.random = random;
    this.maxMs = maxMs;
    this.seat = seat;
    this.account = account;
    this.stop = stop;
    this.patience = patience;
  }

  @Override
  public void turn() throws InterruptedException {
    byte[] piece = "x".repeat(random.nextInt(1, MOST_OF_A_PIECE + 1)).getBytes(ISO_8859_1);
    int gap = random.nextInt(0, maxMs + 1) / PIECES;
    int size = PIECES * piece.length;
    // The server is asked to read as long as we send: that is the time that it must take.
    Request request = new Request("PUT", "/upload", "", gap * (PIECES - 1), size + "\n");
    boolean announced = ++uploads % ANNOUNCED == 0;
    String head = request.head(size, announced ? "Expect: 100-continue\r\n" : "");
    long start = System.nanoTime();
    Failure failure;
    try {
      Connection connection = seat.take(start + patience.toNanos());
      Answer.requireQuiet(connection);
      connection.send(head.getBytes(ISO_8859_1));
      failure = exchange(connection, request, announced, piece, gap);
    } catch (IOException e) {
      seat.leave();
      failure = Diagnosis.of(e);
    }
    account.ended(seat.pod(), start, request.asked(), failure);
    stop.pause(failure == null ? 0 : Stop.AFTER_FAILURE_MILLIS);
  }

  private @Nullable Failure exchange(
      Connection connection, Request request, boolean announced, byte[] piece, int gap)
      throws IOException, InterruptedException {
    Head first = announced ? goAhead(connection) : null;
    if (first == null) {
      sendSlowly(connection, piece, gap);
    }
    Answer answer =
        first == null ? Answer.read(connection, request) : Answer.read(connection, request, first);
    if (answer.last() || first != null) {
      // A body that was announced and not sent leaves both sides unsure of where they are.
      seat.leave();
    } else {
      Answer.requireQuiet(connection);
    }
    return answer.failure();
  }

  /** Null once the body is wanted, else the head of an answer that is given without it. */
  private static @Nullable Head goAhead(Connection connection) throws IOException {
    Head head = Head.read(connection);
    while (head.isInterim() && head.status() != 100) {
      head = Head.read(connection);
    }
    return head.status() == 100 ? null : head;
  }

  private static void sendSlowly(Connection connection, byte[] piece, int gap)
      throws InterruptedException {
    for (int i = 0; i < PIECES; i++) {
      Thread.sleep(i == 0 ? 0 : gap);
      connection.send(piece);
    }
  }

  @Override
  public void close() {
    seat.leave();
  }
}
