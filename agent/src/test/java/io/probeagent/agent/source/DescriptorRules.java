package io.probeagent.agent.source;

import static io.probeagent.agent.source.ConformanceTest.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.source.ConformanceTest.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The assignments that come with file descriptors: none is kept, and nobody waits for one. */
final class DescriptorRules {
  private DescriptorRules() {}

  static List<Rule> all() {
    return List.of(
        rule("fdstore-1", app -> app.ignores("FDSTORE=1")),
        rule("fdstore-2", app -> app.ignoresAndCloses("FDSTORE=1", 1)),
        rule("fdstore-3", app -> app.ignoresAndCloses("FDSTORE=1", 1)),
        rule("fdstore-4", app -> app.ignoresAndCloses("FDSTORE=1", 1)),
        rule("fdstore-5", app -> app.ignoresAndCloses("FDSTORE=1", 253)),
        rule("fdstore-6", app -> app.ignores("FDSTORE=1\nFDNAME=state")),
        rule("fdstore-7", app -> app.ignoresAndCloses("FDSTORE=1", 1)),
        rule("fdstore-8", app -> app.ignoresAndCloses("FDSTORE=1", 2)),
        rule("fdstore-9", app -> app.ignores("FDSTORE=1", "FDSTORE=1")),
        rule("fdstore-10", DescriptorRules::memory),
        rule("fdstore-11", DescriptorRules::memory),
        rule("fdstoreremove-1", app -> app.ignores("FDSTOREREMOVE=1\nFDNAME=state")),
        rule("fdname-1", app -> app.ignores("FDSTORE=1\nFDNAME=state")),
        rule("fdname-2", app -> app.ignores("FDNAME=a:b", "FDNAME=" + "x".repeat(300))),
        rule("fdname-3", app -> app.ignoresAndCloses("FDSTORE=1\\nFDNAME=both", 2)),
        rule("fdpoll-1", app -> app.ignoresAndCloses("FDSTORE=1\\nFDPOLL=0", 1)),
        rule("barrier-1", app -> app.ignoresAndCloses("BARRIER=1", 1)),
        rule(
            "barrier-2",
            app -> {
              String script =
                  """
                  for i in range(500):
                      notify(path, "X_INFLIGHT=%d" % i)
                  print(barrier(path))
                  """;
              assertThat(app.python(script)).isEqualTo("True");
              assertThat(NotifyBench.instance(app.agent.view()).inFlight()).isEqualTo(499);
            }),
        rule("barrier-3", app -> app.ignoresAndCloses("BARRIER=1", 1)),
        rule(
            "barrier-4",
            app -> {
              app.says("STATUS=Loading");
              assertThat(app.python("print(barrier(path, 'BARRIER=1\\nREADY=1'))"))
                  .isEqualTo("True");
              app.is(Phase.STARTING);
              assertThat(app.agent.errors)
                  .containsExactly("barrier: BARRIER=1 among 2 lines (expected: alone)");
            }),
        rule(
            "barrier-5",
            app -> {
              app.ignores("BARRIER=1");
              app.ignoresAndCloses("BARRIER=1", 2);
            }));
  }

  private static void memory(NotifySite app) throws Exception {
    app.says("READY=1");
    String script =
        """
        fd = os.memfd_create("state")
        notify(path, "FDSTORE=1", [fd])
        print(barrier(path))
        """;
    assertThat(app.python(script)).isEqualTo("True");
    app.is(Phase.READY);
    assertThat(openMemory()).isZero();
  }

  private static long openMemory() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(fd -> target(fd).startsWith("/memfd:state")).count();
    }
  }

  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
