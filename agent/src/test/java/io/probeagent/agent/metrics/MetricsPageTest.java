package io.probeagent.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.http.TestPod;
import io.probeagent.agent.metrics.MetricsPage.Page;
import io.probeagent.agent.pod.Pod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Where the page is made, and who is told. */
class MetricsPageTest {
  private final TestPod pod = TestPod.of();
  private final Counters counters = new Counters();
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final Queue<Runnable> aside = new ArrayDeque<>();
  private final List<Page> pages = new ArrayList<>();

  @Test
  void itIsRenderedAsideAndGivenOutOnTheLoop() {
    page(pod.pod()).render("", pages::add);
    assertThat(aside).hasSize(1);
    assertThat(loop).isEmpty();

    aside.remove().run();
    assertThat(loop).hasSize(1);
    assertThat(pages).isEmpty();

    loop.remove().run();
    assertThat(pages).hasSize(1);
    assertThat(text(pages.get(0))).contains("\nprobe_agent_build_info{");
  }

  @Test
  void itShowsTheMomentOfTheQuestion() {
    counters.control("drain", "refused");
    page(pod.pod()).render("", pages::add);
    counters.control("drain", "refused");
    pod.allReady();
    finish();

    TextFormat shown = TextFormat.prometheus(text(pages.get(0)));
    assertThat(shown.value("probe_agent_control_requests_total{result=\"refused\",verb=\"drain\"}"))
        .isEqualTo("1.0");
    assertThat(shown.value("probe_agent_app_phase{app=\"app\",phase=\"unknown\"}"))
        .isEqualTo("1.0");
  }

  @Test
  void itIsEmptyAtOnceWhenTooManyAreBeingRendered() {
    MetricsPage busy =
        new MetricsPage(
            pod.pod(),
            counters,
            () -> 0,
            () -> 0,
            () -> 0,
            () -> 0,
            loop::add,
            task -> {
              throw new RejectedExecutionException();
            });
    busy.render("", pages::add);

    assertThat(pages).hasSize(1);
    assertThat(pages.get(0).body()).isEmpty();
    assertThat(loop).isEmpty();
  }

  @Test
  void aPageThatCannotBeRenderedLeavesNobodyWaiting() {
    Config.App app = pod.config().apps().get(0);
    Pod twins = new Pod(List.of(app, app), Map.of(), pod.time(), pod.time());
    page(twins).render("", pages::add);

    assertThatThrownBy(aside.remove()::run).isInstanceOf(IllegalArgumentException.class);
    loop.remove().run();
    assertThat(pages).hasSize(1);
    assertThat(pages.get(0).body()).isEmpty();
  }

  @Test
  void itsTypeIsThatOfItsFormat() {
    for (String accept :
        List.of("", "*/*", "text/plain;version=0.0.4", "application/openmetrics-text;q=0.9")) {
      page(pod.pod()).render(accept, pages::add);
    }
    finish();

    assertThat(pages)
        .extracting(Page::type)
        .containsExactly(
            "text/plain; version=0.0.4; charset=utf-8",
            "text/plain; version=0.0.4; charset=utf-8",
            "text/plain; version=0.0.4; charset=utf-8",
            "application/openmetrics-text; version=1.0.0; charset=utf-8");
  }

  private MetricsPage page(Pod of) {
    return new MetricsPage(of, counters, () -> 7, () -> 3, () -> 2, () -> 5, loop::add, aside::add);
  }

  private void finish() {
    aside.forEach(Runnable::run);
    loop.forEach(Runnable::run);
  }

  private static String text(Page page) {
    return new String(page.body(), StandardCharsets.UTF_8);
  }
}
