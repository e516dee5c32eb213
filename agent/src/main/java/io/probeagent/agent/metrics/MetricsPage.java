package io.probeagent.agent.metrics;

import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The page for Prometheus. The figures are copied on the event loop; the library that renders them
 * is loaded, and runs, beside it: with a small CPU limit its first page takes longer than kubelet
 * waits for a probe.
 */
public final class MetricsPage {
  private static final byte[] NOTHING = {};

  private final Pod pod;
  private final Counters counters;
  private final IntSupplier httpConnections;
  private final IntSupplier appConnections;
  private final IntSupplier drainsHeld;
  private final LongSupplier droppedLines;
  private final Executor loop;
  private final Executor aside;

  /**
   * A page.
   *
   * @param type its media type
   * @param body empty if it could not be rendered: mostly because too many are being so
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Page(String type, byte[] body) {}

  /** What one app shows, and how many ports it is to listen on. */
  record AppFigures(String name, int ports, App.View view) {}

  /** What everything shows, at one moment. */
  record Figures(
      long now,
      List<AppFigures> apps,
      Counters.Snapshot counters,
      int httpConnections,
      int appConnections,
      int drainsHeld,
      long droppedLines) {}

  /**
   * Makes a page of nothing yet.
   *
   * @param loop the event loop
   * @param aside renders, one page at a time; may reject one
   */
  public MetricsPage(
      Pod pod,
      Counters counters,
      IntSupplier httpConnections,
      IntSupplier appConnections,
      IntSupplier drainsHeld,
      LongSupplier droppedLines,
      Executor loop,
      Executor aside) {
    this.pod = pod;
    this.counters = counters;
    this.httpConnections = httpConnections;
    this.appConnections = appConnections;
    this.drainsHeld = drainsHeld;
    this.droppedLines = droppedLines;
    this.loop = loop;
    this.aside = aside;
  }

  /** Renders in the form that an {@code Accept} header asks for; {@code out} runs on the loop. */
  public void render(String accept, Consumer<Page> out) {
    List<AppFigures> apps = new ArrayList<>();
    for (App app : pod.apps()) {
      apps.add(new AppFigures(app.name(), app.config().ports().size(), pod.view(app)));
    }
    Figures figures =
        new Figures(
            pod.now(),
            apps,
            counters.snapshot(),
            httpConnections.getAsInt(),
            appConnections.getAsInt(),
            drainsHeld.getAsInt(),
            droppedLines.getAsLong());
    try {
      aside.execute(
          () -> {
            Page page = new Page("", NOTHING);
            try {
              page = Exposition.render(figures, accept);
            } finally {
              Page made = page; // whatever went wrong, the scraper is told
              loop.execute(() -> out.accept(made));
            }
          });
    } catch (RejectedExecutionException tooMany) {
      out.accept(new Page("", NOTHING));
    }
  }
}
