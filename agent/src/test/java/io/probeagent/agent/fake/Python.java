package io.probeagent.agent.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs in Python that speak sd_notify: a real process, which blocks, and passes descriptors.
 */
public final class Python {
  private static final int PATIENCE_SECONDS = 120;

  /** What every script can use. */
  private static final String START =
      """
      import array, os, select, socket, sys

      def sender():
          return socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)

      def notify(path, text, fds=(), by=None):
          rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
          by = by or sender()
          by.sendmsg([text if isinstance(text, bytes) else text.encode()], rights, 0, path)

      def barrier(path, text="BARRIER=1", fds=1, seconds=60):
          "What sd_notify_barrier does: True once nobody has the descriptor open any more."
          mine, theirs = os.pipe()
          notify(path, text, [theirs] * fds)
          os.close(theirs)
          poll = select.poll()
          poll.register(mine, 0)
          hung_up = poll.poll(seconds * 1000) == [(mine, select.POLLHUP)]
          os.close(mine)
          return hung_up

      path = sys.argv[1]
      """;

  private Python() {}

  /** Runs a script to its end; returns what it prints. It gets the socket as {@code path}. */
  public static String run(Path socket, String script) throws IOException, InterruptedException {
    return end(start(socket, script));
  }

  /** Starts a script. */
  public static Process start(Path socket, String script) throws IOException {
    List<Path> found = installed();
    assumeThat(found).as("python3 is installed").isNotEmpty();
    List<String> command = new ArrayList<>(List.of(found.get(0).toString(), "-c", START + script));
    command.add(socket.toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Waits for the end of a script, which must be a good one; returns what it has printed. */
  public static String end(Process process) throws IOException, InterruptedException {
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private static List<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder).resolve("python3"))
        .filter(Files::isExecutable)
        .toList();
  }
}
