package io.probeagent.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** A POST to the sample app that takes its time. */
final class Work {
  private final CompletableFuture<HttpGet.Answer> answer;

  private Work(Pod pod, int millis) {
    HttpGet post = HttpGet.post(8080, "/work?ms=" + millis);
    answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return pod.ask(post);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            task -> new Thread(task, "work").start());
  }

  /** Returns when it is under way, as the agent sees it. */
  static Work begin(Pod pod, int millis) throws InterruptedException {
    Work work = new Work(pod, millis);
    Await.answer("a request in flight", () -> pod.inFlight("app"), count -> count > 0);
    return work;
  }

  HttpGet.Answer answer() {
    return answer.join();
  }
}
