package io.probeagent.rollout.cluster;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one probe's question once per period, and once more when triggered, which moves the period
 * (pkg/kubelet/prober/worker.go, run). While a question is open another one waits, and a third is
 * dropped, as in Go's ticker. It ticks from the pod's beginning to its end; whether a question may
 * be asked is decided anew each time.
 */
final class ProbeWorker {
  private final Loop loop;
  private final ProbeSpec spec;
  private final ProbeCount count;
  private final BooleanSupplier mayAsk;
  private final Consumer<Consumer<ProbeAnswer>> question;
  private final Consumer<ProbeWorker> changed;

  private Loop.@Nullable Timer tick;
  private boolean asking;
  private boolean again;
  private boolean stopped;
  private int container;

  /**
   * @param changed told when there is another result
   */
  ProbeWorker(
      Loop loop,
      ProbeSpec spec,
      BooleanSupplier mayAsk,
      Consumer<Consumer<ProbeAnswer>> question,
      Consumer<ProbeWorker> changed) {
    this.loop = loop;
    this.spec = spec;
    this.count = new ProbeCount(spec);
    this.mayAsk = mayAsk;
    this.question = question;
    this.changed = changed;
  }

  ProbeSpec spec() {
    return spec;
  }

  ProbeCount.Result result() {
    return count.result();
  }

  void start() {
    next();
    ask();
  }

  private void next() {
    tick =
        loop.after(
            spec.period(),
            () -> {
              next();
              askOrWait();
            });
  }

  /** Asks now, off schedule. */
  void trigger() {
    if (stopped) {
      return;
    }
    if (tick != null) {
      tick.cancel();
    }
    next();
    askOrWait();
  }

  private void askOrWait() {
    if (asking) {
      again = true;
    } else {
      ask();
    }
  }

  private void ask() {
    if (stopped || count.isOnHold() || !mayAsk.getAsBoolean()) {
      return;
    }
    asking = true;
    int asked = container;
    question.accept(answer -> answered(answer, asked));
  }

  private void answered(ProbeAnswer answer, int asked) {
    asking = false;
    boolean ofThisContainer = asked == container;
    if (!stopped && ofThisContainer && !answer.countsForNothing()) {
      ProbeCount.Result before = count.result();
      if (count.accept(answer.passes()) != before) {
        changed.accept(this);
      }
    }
    if (again) {
      again = false;
      ask();
    }
  }

  /** Forgets the result of the container before; an open question about it counts for nothing. */
  void newContainer() {
    container++;
    count.newContainer();
  }

  void stop() {
    stopped = true;
    if (tick != null) {
      tick.cancel();
    }
  }
}
