package io.probeagent.agent.log;

import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.time.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Structured log lines, at most {@value #BURST} of one event at once and {@value #PER_SECOND} a
 * second from then on. What is dropped is counted, and told by the next line of that event.
 *
 * <pre>
 * {"ts":"2026-11-22T14:00:00.123Z","level":"info","event":"transition","app":"web","from":"STARTING","to":"READY"}
 * </pre>
 */
public final class EventLog {
  static final int BURST = 50;
  static final int PER_SECOND = 5;
  private static final long REFILL = 1_000_000_000L / PER_SECOND;

  private final Ticker ticker;
  private final Level least;
  private final LineFormat format;
  private final Consumer<String> out;
  private final AtomicLong dropped = new AtomicLong();
  private final Map<String, Bucket> buckets = new HashMap<>();

  /**
   * @param out takes each line, without a line break; must not block
   */
  public EventLog(Ticker ticker, Level least, boolean json, Consumer<String> out) {
    this.ticker = ticker;
    this.least = least;
    this.format = json ? LineFormat.JSON : LineFormat.TEXT;
    this.out = out;
  }

  public void debug(String event, Object... fields) {
    log(Level.DEBUG, event, fields);
  }

  public void info(String event, Object... fields) {
    log(Level.INFO, event, fields);
  }

  public void warn(String event, Object... fields) {
    log(Level.WARN, event, fields);
  }

  public void error(String event, Object... fields) {
    log(Level.ERROR, event, fields);
  }

  /** Lines that were not written since the start, because there were too many. */
  public long dropped() {
    return dropped.get();
  }

  /** Counts a line that was lost behind this log, in what takes its lines. */
  public void countDropped() {
    dropped.incrementAndGet();
  }

  /**
   * Writes a line.
   *
   * @param event a constant: what is limited together
   * @param fields keys and values in turn
   */
  private void log(Level level, String event, Object... fields) {
    if (level.compareTo(least) < 0) {
      return;
    }
    long missed;
    synchronized (buckets) {
      Bucket bucket = buckets.computeIfAbsent(event, e -> new Bucket(ticker.nanos()));
      if (!bucket.take(ticker.nanos())) {
        dropped.incrementAndGet();
        return;
      }
      missed = bucket.reported();
    }
    out.accept(format.line(ticker.wall(), level, event, fields, missed));
  }

  /** Tokens of one event. */
  private static final class Bucket {
    private double tokens = BURST;
    private long refilled;
    private long missed;

    Bucket(long now) {
      refilled = now;
    }

    boolean take(long now) {
      tokens = Math.min(BURST, tokens + (now - refilled) / (double) REFILL);
      refilled = now;
      if (tokens < 1) {
        missed++;
        return false;
      }
      tokens--;
      return true;
    }

    long reported() {
      long count = missed;
      missed = 0;
      return count;
    }
  }
}
