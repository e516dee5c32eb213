package io.probeagent.bench.figure;

import java.util.ArrayList;
import java.util.List;

/** What is printed of the results. */
public final class Tables {
  private Tables() {}

  /** Medians, with the least and the most of all rounds. */
  public static Grid figures(Results results, List<String> subjects) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("median (least–most)", subjects));
    for (Figure figure : results.figures()) {
      rows.add(
          row(
              figure.title() + ", " + figure.unit(),
              subjects.stream()
                  .map(
                      subject ->
                          results
                              .spread(figure, subject)
                              .map(spread -> spread.text(figure.decimals()))
                              .orElse("–"))
                  .toList()));
    }
    return new Grid(rows);
  }

  /** Each bound that was measured, and whether it is met. */
  public static Grid bounds(Results results, List<String> agents) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("bound", "limit", "measured", "met"));
    for (Bound bound : Bound.ALL) {
      for (String agent : agents) {
        bound
            .measured(results, agent)
            .ifPresent(
                spread ->
                    rows.add(
                        List.of(
                            (agents.size() == 1 ? "" : agent + ": ") + bound.what(),
                            bound.text(),
                            spread.text(bound.decimals()),
                            bound.isMet(spread) ? "yes" : "NO")));
      }
    }
    return new Grid(rows);
  }

  private static List<String> row(String first, List<String> others) {
    List<String> row = new ArrayList<>();
    row.add(first);
    row.addAll(others);
    return row;
  }
}
