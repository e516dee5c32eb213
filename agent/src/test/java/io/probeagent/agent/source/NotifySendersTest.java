package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Python;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What real processes send besides text: descriptors, addresses of their own, nothing at all. */
@Timeout(120)
final class NotifySendersTest {
  @TempDir private Path dir;
  private RunningAgent agent;

  @BeforeEach
  void open() throws Exception {
    agent = RunningAgent.start(dir, Transport.EPOLL);
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void aBarrierLetsItsSenderGoOnBehindAllItHasSaid() throws Exception {
    String script =
        """
        notify(path, "READY=1")
        print(barrier(path))
        """;

    assertThat(python(script)).isEqualTo("True");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    assertThat(agent.errors("ignored")).isEqualTo(1);
  }

  @Test
  void aBarrierAmongOtherLinesIsIgnoredWithThemAndLetsTheSenderGoOn() throws Exception {
    assertThat(python("print(barrier(path, 'READY=1\\nBARRIER=1'))")).isEqualTo("True");

    assertThat(agent.get("/live")).startsWith("503 ");
    assertThat(agent.errors("barrier")).isEqualTo(1);
    agent.awaitLine("source_error", "BARRIER=1 among 2 lines (expected: alone)");
  }

  @Test
  void aBarrierWithAnyNumberOfDescriptorsLetsItsSenderGoOn() throws Exception {
    assertThat(python("print(barrier(path, fds=0), barrier(path, fds=3), barrier(path, fds=253))"))
        .isEqualTo("True True True");
  }

  @Test
  void descriptorsThatAreNotAskedForAreClosedAndNoneIsKept() throws Exception {
    python("print(barrier(path))"); // what is loaded once is open by now
    long before = descriptors();
    String script =
        """
        held = []
        for i in range(1000):
            mine, theirs = os.pipe()
            notify(path, "FDSTORE=1\\nFDNAME=x" if i % 2 else "STATUS=%d" % i, [theirs])
            os.close(theirs)
            held.append(mine)
        barrier(path)
        poll = select.poll()
        for fd in held:
            poll.register(fd, 0)
        print(sum(1 for _, event in poll.poll(60000) if event == select.POLLHUP))
        """;

    assertThat(
            python(
                "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (1500, 1500))\n"
                    + script))
        .isEqualTo("1000");
    assertThat(descriptors()).as("but for what the JVM itself opens").isLessThan(before + 50);
    assertThat(agent.state().at("/instance/status").asText()).isEqualTo("998");
  }

  @Test
  void anEmptyDatagramIsNothing() throws Exception {
    python("notify(path, '')\nnotify(path, '')\nnotify(path, 'READY=1')\nbarrier(path)");

    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    assertThat(agent.get("/metrics")).contains("notify_messages_total{app=\"app\"} 4.0");
  }

  @Test
  void whereTheSenderIsBoundDoesNotMatter() throws Exception {
    String script =
        """
        folder = os.path.dirname(path).encode()
        for name in (folder + b"/sender", b"\\0abstract-\\xff-%d" % os.getpid(),
                     folder + b"/\\xff\\xfe", (folder + b"/" + b"x" * 108)[:107],
                     b"\\0" + b"y" * 107, b""):
            bound = sender()
            bound.bind(name)
            notify(path, "X_INFLIGHT=%d" % len(name), by=bound)
            print(barrier(path))
        """;

    assertThat(python(script).lines()).hasSize(6).containsOnly("True");
    assertThat(agent.state().at("/instance/in_flight").asInt()).isZero();
    assertThat(agent.get("/metrics")).contains("notify_messages_total{app=\"app\"} 12.0");
  }

  @Test
  void credentialsThatAreSentAlongDoNotMatter() throws Exception {
    String script =
        """
        import struct
        me = struct.pack("3i", os.getpid(), os.getuid(), os.getgid())
        sender().sendmsg([b"READY=1"], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, me)], 0, path)
        barrier(path)
        """;
    python(script);

    assertThat(agent.get("/ready")).isEqualTo("200 ok");
  }

  @Test
  void aStreamConnectionToItIsRefusedByTheKernel() throws Exception {
    String script =
        """
        try:
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).connect(path)
        except OSError as e:
            print(e.strerror)
        """;

    assertThat(python(script)).isEqualTo("Protocol wrong type for socket");
  }

  private String python(String script) throws Exception {
    return Python.run(agent.config().apps().get(0).notifySocket(), script);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
