package io.probeagent.agent.hold;

import io.probeagent.agent.pod.Timers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refusals that wait. kubelet takes any answer to a preStop hook for success and sends SIGTERM
 * right behind it, so one that is refused is told so only after the drain delay. Such waits are
 * few: whoever has no token can take these places, and nothing else.
 */
public final class LateAnswers {
  public static final int MOST = 8;

  private final Timers timers;
  private final LongSupplier clock;
  private final Set<Wait> waiting = new LinkedHashSet<>();
  private boolean alarmed;
  private long alarm;

  /** One who waits. */
  public static final class Wait {
    private final long until;
    private final Runnable answer;
    private boolean leaving;

    private Wait(long until, Runnable answer) {
      this.until = until;
      this.answer = answer;
    }

    /** It has ended its side of the connection: it may have gone, and is the first to make room. */
    public void leaves() {
      leaving = true;
    }
  }

  public LateAnswers(Timers timers, LongSupplier clock) {
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * Runs an answer later.
   *
   * @param delay in ns
   * @return null if too many wait
   */
  public @Nullable Wait after(long delay, Runnable answer) {
    if (waiting.size() >= MOST && !makeRoom()) {
      return null;
    }
    long until = clock.getAsLong() + delay;
    Wait wait = new Wait(until, answer);
    waiting.add(wait);
    setAlarm(until);
    return wait;
  }

  /** It has gone. */
  public void leave(Wait wait) {
    waiting.remove(wait);
  }

  private boolean makeRoom() {
    for (Wait wait : waiting) {
      if (wait.leaving) {
        waiting.remove(wait);
        wait.answer.run();
        return true;
      }
    }
    return false;
  }

  /** One alarm for all: those who come and go leave none behind. */
  private void setAlarm(long at) {
    if (alarmed && alarm - at <= 0) {
      return;
    }
    alarmed = true;
    alarm = at;
    timers.in(at - clock.getAsLong(), () -> ring(at));
  }

  private void ring(long at) {
    if (!alarmed || alarm != at) {
      return;
    }
    alarmed = false;
    long now = clock.getAsLong();
    List<Wait> due = new ArrayList<>();
    for (Iterator<Wait> each = waiting.iterator(); each.hasNext(); ) {
      Wait wait = each.next();
      if (wait.until - now <= 0) {
        each.remove();
        due.add(wait);
      }
    }
    due.forEach(wait -> wait.answer.run());
    waiting.forEach(wait -> setAlarm(wait.until));
  }
}
