package io.probeagent.bench.figure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All values, in the order of the rounds: one of each figure and subject in each round. */
public final class Results {
  private final Map<Figure, Map<String, List<Double>>> values = new EnumMap<>(Figure.class);

  public void add(Figure figure, String subject, double value) {
    values
        .computeIfAbsent(figure, any -> new LinkedHashMap<>())
        .computeIfAbsent(subject, any -> new ArrayList<>())
        .add(value);
  }

  /** Empty if that was not measured. */
  public List<Double> get(Figure figure, String subject) {
    return List.copyOf(values.getOrDefault(figure, Map.of()).getOrDefault(subject, List.of()));
  }

  public Optional<Spread> spread(Figure figure, String subject) {
    List<Double> all = get(figure, subject);
    return all.isEmpty() ? Optional.empty() : Optional.of(Spread.of(all));
  }

  /** The ratio of two subjects, taken in each round: what disturbs a round disturbs both. */
  public Optional<Spread> ratio(Figure figure, String subject, String to) {
    List<Double> above = get(figure, subject);
    List<Double> below = get(figure, to);
    int rounds = Math.min(above.size(), below.size());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      if (below.get(i) > 0) {
        ratios.add(above.get(i) / below.get(i));
      }
    }
    return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
  }

  /** What was measured at all. */
  public List<Figure> figures() {
    return List.copyOf(values.keySet());
  }
}
