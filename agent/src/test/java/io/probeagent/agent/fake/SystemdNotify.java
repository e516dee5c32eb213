package io.probeagent.agent.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** systemd's own sender, which waits at a barrier until what it has said is read. */
public final class SystemdNotify {
  /** How a run of it ended. */
  public record End(int code, String said) {}

  private SystemdNotify() {}

  /**
   * Runs it to its end.
   *
   * @param socket what {@code NOTIFY_SOCKET} is set to, if anything
   */
  public static End run(Optional<Path> socket, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, "systemd-notify");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("NOTIFY_SOCKET");
    socket.ifPresent(path -> builder.environment().put("NOTIFY_SOCKET", path.toString()));
    Process process = start(builder);
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new End(process.exitValue(), said);
  }

  /** Flags for these came with version 253; before, the line itself is given. */
  public static String newest(String flag, String line) throws IOException, InterruptedException {
    String said = run(Optional.empty(), "--version").said();
    return said.matches("(?s)systemd (25[3-9]|2[6-9]\\d|[3-9]\\d\\d).*") ? flag : line;
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      assumeThat(e).as("systemd-notify is installed").isNull();
      throw new AssertionError(e);
    }
  }
}
