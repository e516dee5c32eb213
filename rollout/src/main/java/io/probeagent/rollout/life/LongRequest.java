package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Daemons;
import io.probeagent.rollout.process.HttpCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request that takes its time: the one that must survive. */
final class LongRequest {
  private final long sent = System.nanoTime();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long ended = sent;
  private volatile boolean answered;
  private volatile String result = "in flight";

  private LongRequest() {}

  /** Sends it; it is on its way when this returns. */
  static LongRequest send(InetSocketAddress app, Duration work, Duration most) throws IOException {
    LongRequest request = new LongRequest();
    HttpCall call = HttpCall.to(app, most);
    try {
      call.send("POST", "/work?ms=" + work.toMillis(), "rollout");
    } catch (IOException e) {
      call.close();
      throw e;
    }
    new Daemons("long-request").newThread(() -> request.await(call)).start();
    return request;
  }

  private void await(HttpCall call) {
    try (call) {
      HttpCall.Answer answer = call.answer();
      end(answer.status() == 200, Integer.toString(answer.status()));
    } catch (IOException e) {
      end(false, "lost: " + e.getMessage());
    }
  }

  private void end(boolean well, String how) {
    ended = System.nanoTime();
    answered = well;
    result = how + String.format(Locale.ROOT, ", %.2f s", (ended - sent) / 1e9);
    over.countDown();
  }

  /** Waits for its end; whether that was an answer of 200. */
  boolean awaitAnswer(Duration most) throws InterruptedException {
    return over.await(most.toMillis(), TimeUnit.MILLISECONDS) && answered;
  }

  /** When it ended. */
  long ended() {
    return ended;
  }

  @Override
  public String toString() {
    return result;
  }
}
