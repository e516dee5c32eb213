package io.probeagent.bench.figure;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the agent: a figure, or its ratio to a peer's, is at most or at least so much.
 *
 * @param to the peer; null: the figure itself counts
 */
public record Bound(Figure figure, @Nullable String to, Sense sense, double limit) {
  /** On which side of the limit it is well. */
  public enum Sense {
    AT_MOST("≤"),
    AT_LEAST("≥");

    private final String sign;

    Sense(String sign) {
      this.sign = sign;
    }
  }

  /** All of them. */
  public static final List<Bound> ALL =
      List.of(
          most(Figure.CPU, "go", 0.6),
          most(Figure.CPU, "nginx", 2),
          most(Figure.LATENCY_P50, "go", 0.8),
          most(Figure.LATENCY_P99, "go", 1),
          least(Figure.THROUGHPUT, "go", 1.15),
          least(Figure.THROUGHPUT, "nginx", 0.9),
          most(Figure.ANONYMOUS, null, 14),
          most(Figure.IDLE_CPU, null, 0.1),
          most(Figure.IDLE_SWITCHES, null, 2),
          most(Figure.START, null, 100),
          least(Figure.EXEC_RATIO, null, 20),
          most(Figure.SIGNAL_FILE_P50, null, 2),
          most(Figure.SIGNAL_FILE_P99, null, 10),
          most(Figure.SIGNAL_RENAME_P50, null, 2),
          most(Figure.SIGNAL_RENAME_P99, null, 10),
          most(Figure.SIGNAL_STREAM_P50, null, 2),
          most(Figure.SIGNAL_STREAM_P99, null, 10),
          most(Figure.SIGNAL_DATAGRAM_P50, null, 2),
          most(Figure.SIGNAL_DATAGRAM_P99, null, 10),
          most(Figure.IMAGE, null, 80),
          most(Figure.IMAGE_COMPRESSED, null, 35),
          most(Figure.NODE_PROPORTIONAL, null, 15));

  /** The figure or the ratio; empty if it was not measured. */
  public Optional<Spread> measured(Results results, String subject) {
    return to == null ? results.spread(figure, subject) : results.ratio(figure, subject, to);
  }

  public boolean isMet(Spread measured) {
    return sense == Sense.AT_MOST ? measured.median() <= limit : measured.median() >= limit;
  }

  /** What is bounded. */
  public String what() {
    return to == null ? figure.title() + ", " + figure.unit() : figure.title() + ", ratio to " + to;
  }

  /** The limit, with its sign. */
  public String text() {
    String number = limit == Math.rint(limit) ? Long.toString((long) limit) : limit + "";
    return sense.sign + " " + number;
  }

  /** How exactly the figure is to be printed. */
  public int decimals() {
    return to == null ? figure.decimals() : 2;
  }

  private static Bound most(Figure figure, @Nullable String to, double limit) {
    return new Bound(figure, to, Sense.AT_MOST, limit);
  }

  private static Bound least(Figure figure, @Nullable String to, double limit) {
    return new Bound(figure, to, Sense.AT_LEAST, limit);
  }
}
