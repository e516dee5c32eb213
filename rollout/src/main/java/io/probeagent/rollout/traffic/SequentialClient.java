package io.probeagent.rollout.traffic;

import io.probeagent.rollout.record.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One request, its answer, a pause, and the next request. */
final class SequentialClient implements Client {
  private final Requests requests;
  private final Seat seat;
  private final Account account;
  private final Stop stop;
  private final Duration patience;
  private final boolean newConnectionEach;
  private final LongSupplier thinkMillis;

  SequentialClient(
      Requests requests,
      Seat seat,
      Account account,
      Stop stop,
      Duration patience,
      boolean newConnectionEach,
      LongSupplier thinkMillis) {
    this.requests = requests;
    this.seat = seat;
    this.account = account;
    this.stop = stop;
    this.patience = patience;
    this.newConnectionEach = newConnectionEach;
    this.thinkMillis = thinkMillis;
  }

  @Override
  public void turn() throws InterruptedException {
    Request request = requests.next();
    long start = System.nanoTime();
    Failure failure = exchange(request, start + patience.toNanos());
    account.ended(seat.pod(), start, request.asked(), failure);
    stop.pause(failure == null ? thinkMillis.getAsLong() : Stop.AFTER_FAILURE_MILLIS);
  }

  private @Nullable Failure exchange(Request request, long deadline) {
    try {
      Connection connection = seat.take(deadline);
      Answer.requireQuiet(connection);
      connection.send(request.bytes(newConnectionEach));
      Answer answer = Answer.read(connection, request);
      if (answer.last() || newConnectionEach) {
        seat.leave();
      } else {
        Answer.requireQuiet(connection);
      }
      return answer.failure();
    } catch (IOException e) {
      seat.leave();
      return Diagnosis.of(e);
    }
  }

  @Override
  public void close() {
    seat.leave();
  }
}
