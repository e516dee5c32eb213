package io.probeagent.rollout.traffic;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Chronicle;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import io.probeagent.rollout.record.PodEvent;
import io.probeagent.rollout.record.PodPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Keeps what clients tell. */
final class Notes implements Chronicle {
  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<String> handedBack = new ArrayList<>();

  @Override
  public synchronized void exchanged(Exchange exchange) {
    exchanges.add(exchange);
    notifyAll();
  }

  @Override
  public synchronized void handedBack(ClientKind client, String pod, long at) {
    handedBack.add(pod);
  }

  synchronized List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** The pods that handed a request back. */
  synchronized List<String> handedBack() {
    return List.copyOf(handedBack);
  }

  /** The first so many, or what there is after 30 s. */
  synchronized List<Exchange> await(int count) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (exchanges.size() < count && deadline - System.nanoTime() > 0) {
      TimeUnit.MILLISECONDS.timedWait(this, 100);
    }
    return List.copyOf(exchanges.subList(0, Math.min(count, exchanges.size())));
  }

  /** How the first so many ended: the kind of failure, or "good". */
  List<String> awaitKinds(int count) throws InterruptedException {
    return await(count).stream().map(Notes::kind).toList();
  }

  static String kind(Exchange exchange) {
    return Optional.ofNullable(exchange.failure())
        .map(Failure::kind)
        .map(Failure.Kind::label)
        .orElse("good");
  }

  @Override
  public void happened(PodEvent event) {}

  @Override
  public void entered(String pod, PodPhase phase, long at) {}

  @Override
  public void draining(String pod, String phase, long at) {}

  @Override
  public void drained(String pod, String summary) {}

  @Override
  public void answered(String pod, Probe probe, int code, long at) {}

  @Override
  public void updateBegins(int number, Duration lag, long at) {}

  @Override
  public void updateEnds(int number, long at) {}
}
