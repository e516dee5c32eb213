package io.probeagent.rollout.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each daemon says, and each agent answers, what {@code docs/daemons.md} says. */
final class DaemonLifeIT {
  @ParameterizedTest(name = "{0}")
  @EnumSource(Daemon.class)
  void isAsThePageSays(Daemon daemon) throws Exception {
    assumeTrue(Epoll.isAvailable(), "datagrams of unix sockets need epoll");
    DaemonPage.Section page = DaemonPage.read().section(daemon);
    try (Bench bench = new Bench()) {
      String version = daemon.assumeInstalled(bench.home());
      assumeTrue(
          version.equals(page.version()) || version.startsWith(page.version() + "."),
          () -> daemon.title() + " " + version + " is installed, the page tells of another");
      boolean speaks = page.rows().stream().anyMatch(row -> !row.said().equals("nothing"));
      Life life = Life.of(daemon, bench, speaks);
      List<Row> rows = new ArrayList<>();
      for (Row row : page.rows()) {
        rows.add(life.play(row));
      }
      assertThat(text(rows)).isEqualTo(text(page.rows()));
    }
  }

  private static String text(List<Row> rows) {
    return rows.stream().map(Row::toString).collect(Collectors.joining("\n"));
  }
}
