package io.probeagent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process of its own. */
@Timeout(60)
final class ProcessTest {
  @TempDir private Path dir;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void kill() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aSignalEndsItWithTheCodeZero() throws Exception {
    Process agent = start("--listen", "127.0.0.1:0", "--dir", dir.toString());
    BufferedReader log = agent.inputReader(UTF_8);
    assertThat(log.readLine())
        .startsWith("{\"ts\":\"")
        .contains("\"event\":\"started\"", "\"dir\":\"" + dir + "\"");

    agent.toHandle().destroy();

    assertThat(rest(log)).last().asString().contains("\"event\":\"stopped\"");
    assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isZero();
    assertThat(dir.resolve("signal.sock")).doesNotExist();
  }

  @Test
  void aPortThatIsInUseIsToldWithTheCodeTwo() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + other.getLocalPort();
      Process agent = start("serve", "--listen", address, "--dir", dir.toString());

      assertThat(rest(agent.errorReader(UTF_8)))
          .last()
          .asString()
          .startsWith("probe-agent: PROBE_LISTEN is '" + address + "' and cannot be bound: ")
          .endsWith("(expected: an address of this pod and a port that nothing else uses)");
      assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(agent.exitValue()).isEqualTo(2);
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PROBE_"));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static List<String> rest(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }
}
