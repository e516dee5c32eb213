package io.probeagent.rollout.traffic;

import io.probeagent.rollout.record.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps several requests ahead on its connection. Behind an answer with {@code Connection: close}
 * they were never looked at (RFC 9112, 9.6) and are sent anew; behind an end without that word
 * nobody knows, and each of them is lost.
 */
final class PipelineClient implements Client {
  static final int DEPTH = 4;

  private final Requests requests;
  private final Seat seat;
  private final Account account;
  private final Stop stop;
  private final Duration patience;
  private final Deque<Sent> ahead = new ArrayDeque<>();
  private final Deque<Request> handedBack = new ArrayDeque<>();

  private record Sent(Request request, long start, long deadline) {}

  PipelineClient(Requests requests, Seat seat, Account account, Stop stop, Duration patience) {
    this.requests = requests;
    this.seat = seat;
    this.account = account;
    this.stop = stop;
    this.patience = patience;
  }

  @Override
  public void turn() throws InterruptedException {
    proceed(DEPTH);
  }

  @Override
  public void finish() throws InterruptedException {
    while (!ahead.isEmpty()) {
      proceed(0);
    }
  }

  private void proceed(int depth) throws InterruptedException {
    Connection connection = null;
    try {
      while (ahead.size() < depth) {
        Request request = handedBack.isEmpty() ? requests.next() : handedBack.remove();
        long start = System.nanoTime();
        ahead.add(new Sent(request, start, start + patience.toNanos()));
        connection = ahead.size() == 1 ? idle(start) : seat.kept();
        connection.send(request.bytes(false));
      }
      receive(connection == null ? seat.kept() : connection);
    } catch (IOException e) {
      seat.leave();
      Failure failure = Diagnosis.of(e);
      ahead.forEach(sent -> ended(sent, failure));
      ahead.clear();
      stop.pause(Stop.AFTER_FAILURE_MILLIS);
    }
  }

  private Connection idle(long start) throws IOException {
    Connection connection = seat.take(start + patience.toNanos());
    Answer.requireQuiet(connection);
    return connection;
  }

  private void receive(Connection connection) throws IOException {
    Sent first = ahead.element();
    connection.expect(first.deadline());
    Answer answer = Answer.read(connection, first.request());
    ended(ahead.remove(), answer.failure());
    if (answer.last()) {
      seat.leave();
      for (Sent sent : ahead) {
        account.handedBack(seat.pod());
        handedBack.add(sent.request());
      }
      ahead.clear();
    }
  }

  private void ended(Sent sent, @Nullable Failure failure) {
    account.ended(seat.pod(), sent.start(), sent.request().asked(), failure);
  }

  @Override
  public void close() {
    seat.leave();
  }
}
