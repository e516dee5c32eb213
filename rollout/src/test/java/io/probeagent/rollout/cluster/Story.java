package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Chronicle;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodEvent;
import io.probeagent.rollout.record.PodPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A chronicle that a test can read. */
public final class Story implements Chronicle {
  private final List<PodEvent> events = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  record Answer(String pod, Probe probe, int code, long at) {}

  synchronized List<PodEvent> events(String pod) {
    return events.stream().filter(event -> event.pod().equals(pod)).toList();
  }

  List<Moment> moments(String pod) {
    return events(pod).stream().map(PodEvent::moment).toList();
  }

  /** The first event of that kind. */
  PodEvent event(String pod, Moment moment) {
    return events(pod).stream()
        .filter(event -> event.moment() == moment)
        .findFirst()
        .orElseThrow(() -> new AssertionError(pod + " never " + moment + ": " + moments(pod)));
  }

  long at(String pod, Moment moment) {
    return event(pod, moment).at();
  }

  /** Everything else, such as {@code "web-1-1 READY"}, {@code "web-1-1 drain NUDGE"}. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized List<Answer> answers(Probe probe) {
    return answers.stream().filter(answer -> answer.probe() == probe).toList();
  }

  /** Waits for an event; a test's own time-out ends it. */
  synchronized PodEvent await(Predicate<PodEvent> wanted) throws InterruptedException {
    while (true) {
      for (PodEvent event : events) {
        if (wanted.test(event)) {
          return event;
        }
      }
      wait();
    }
  }

  @Override
  public void exchanged(Exchange exchange) {}

  @Override
  public void handedBack(ClientKind client, String pod, long at) {}

  @Override
  public synchronized void happened(PodEvent event) {
    events.add(event);
    notifyAll();
  }

  @Override
  public synchronized void entered(String pod, PodPhase phase, long at) {
    lines.add(pod + " " + phase);
  }

  @Override
  public synchronized void draining(String pod, String phase, long at) {
    lines.add(pod + " drain " + phase);
  }

  @Override
  public synchronized void drained(String pod, String summary) {
    lines.add(pod + " " + summary);
  }

  @Override
  public synchronized void answered(String pod, Probe probe, int code, long at) {
    answers.add(new Answer(pod, probe, code, at));
  }

  @Override
  public synchronized void updateBegins(int number, Duration lag, long at) {
    lines.add("update " + number + " begins, lag " + lag.toMillis());
  }

  @Override
  public synchronized void updateEnds(int number, long at) {
    lines.add("update " + number + " ends");
  }
}
