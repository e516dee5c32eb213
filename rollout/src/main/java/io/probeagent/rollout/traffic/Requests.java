package io.probeagent.rollout.traffic;

import io.probeagent.rollout.record.ClientKind;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes up the requests of one client, one after the other. */
final class Requests {
  private static final String SMALL_BODY = "a small body";
  private static final int MOST_LINES = 10;

  private final RequestPlan plan;
  private final boolean streams;
  private final WorkTimes times;
  private final RandomGenerator random;

  Requests(RequestPlan plan, ClientKind kind, RandomGenerator random) {
    this.plan = plan;
    this.streams = kind == ClientKind.STREAM;
    this.times = new WorkTimes(plan.maxWorkMs(), random);
    this.random = random;
  }

  Request next() {
    int ms = times.next();
    if (plan instanceof RequestPlan.Any any) {
      String path = any.path().replace(RequestPlan.Any.WORK, Integer.toString(ms));
      int asked = any.path().contains(RequestPlan.Any.WORK) ? ms : 0;
      return new Request(any.method(), path, "", asked, null);
    }
    return streams ? lines(ms) : work(ms);
  }

  private Request work(int ms) {
    String body = random.nextBoolean() ? SMALL_BODY : "";
    return new Request("POST", "/work?ms=" + ms, body, ms, "worked for " + ms + " ms\n");
  }

  private Request lines(int ms) {
    int lines = random.nextInt(1, MOST_LINES + 1);
    int gap = ms / lines;
    String expected =
        IntStream.rangeClosed(1, lines).mapToObj(line -> line + "\n").collect(Collectors.joining());
    return new Request("GET", "/stream?lines=" + lines + "&gap=" + gap, "", lines * gap, expected);
  }
}
