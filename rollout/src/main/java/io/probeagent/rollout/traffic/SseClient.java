package io.probeagent.rollout.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.probeagent.rollout.record.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to server-sent events, each time on a connection of its own. It leaves after 1 to 3 s,
 * if it has seen an event by then; that is as good as an end that the server makes in order.
 */
final class SseClient implements Client {
  private static final int MOST_GAP_MS = 100;
  private static final int SHORTEST_MS = 1000;
  private static final int LONGEST_MS = 3000;

  private final RandomGenerator random;
  private final Seat seat;
  private final Account account;
  private final Stop stop;
  private final Duration patience;

  SseClient(RandomGenerator random, Seat seat, Account account, Stop stop, Duration patience) {
    this.random = random;
    this.seat = seat;
    this.account = account;
    this.stop = stop;
    this.patience = patience;
  }

  @Override
  public void turn() throws InterruptedException {
    int gap = random.nextInt(10, MOST_GAP_MS + 1);
    Duration stay = Duration.ofMillis(random.nextInt(SHORTEST_MS, LONGEST_MS + 1));
    Request request = new Request("GET", "/events?gap=" + gap, "", 0, null);
    long start = System.nanoTime();
    Failure failure;
    try {
      failure = subscribe(request, start, stay);
    } catch (IOException e) {
      failure = Diagnosis.of(e);
    }
    seat.leave();
    // All of its time was asked for.
    account.ended(seat.pod(), start, System.nanoTime() - start, failure);
    stop.pause(failure == null ? 0 : Stop.AFTER_FAILURE_MILLIS);
  }

  private @Nullable Failure subscribe(Request request, long start, Duration stay)
      throws IOException {
    long patient = start + patience.toNanos();
    Connection connection = seat.take(patient);
    connection.send(request.head(0, "").getBytes(ISO_8859_1));
    Head head = Head.readFinal(connection);
    if (head.status() != 200) {
      Failure failure = Answer.read(connection, request, head).failure();
      return failure != null ? failure : protocol(head.status() + " (expected: 200)");
    }
    if (!head.field("content-type").startsWith("text/event-stream")) {
      return protocol("'" + head.field("content-type") + "' (expected: text/event-stream)");
    }
    return follow(connection, Body.of(head, "GET", connection), start + stay.toNanos());
  }

  private @Nullable Failure follow(Connection connection, Body body, long leave)
      throws IOException {
    Events events = new Events();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      while (body.next(text)) {
        events.take(text.toString(ISO_8859_1));
        text.reset();
        if (events.count() > 0) {
          if (stop.isAsked()) {
            return null;
          }
          connection.expectNextBy(leave);
        }
      }
    } catch (SocketTimeoutException e) {
      if (events.count() > 0) {
        return null;
      }
      throw e;
    }
    return events.isBetweenTwo()
        ? null
        : new Failure(Failure.Kind.EOF, "the stream ends inside an event");
  }

  private static Failure protocol(String detail) {
    return Diagnosis.of(new ProtocolException(detail));
  }

  @Override
  public void close() {
    seat.leave();
  }
}
