package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Volumes that let the agent do less than it would like to: the verdicts stay right. */
final class VolumeIT {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65532", "--regid=65532", "--clear-groups");

  private Stage stage;
  private Path live;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
    live = stage.dir().resolve("live");
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void aFolderThatMayNotBeWritten() throws Exception {
    AgentProcess agent = agentOfAnotherUid();
    stage.await(Verdicts.DOWN);
    Files.createFile(live);
    stage.await(Verdicts.READY);
    stage.awaitError(agent, "bind");
    stage.awaitError(agent, "write");
    Files.writeString(stage.dir().resolve(".next"), "INSTANCE=i1\nREADY=0\n");
    Files.move(stage.dir().resolve(".next"), live, StandardCopyOption.ATOMIC_MOVE);
    stage.await(Verdicts.STARTING);
    Files.delete(live);
    stage.await(Verdicts.DOWN);
    assertThat(agent.child().isAlive()).isTrue();
  }

  @Test
  void aProbeFileThatMayNotBeReadCountsAsThere() throws Exception {
    AgentProcess agent = agentOfAnotherUid();
    Files.createFile(
        live, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("-w-------")));
    stage.await(Verdicts.READY);
    stage.awaitError(agent, "unreadable");
    Files.delete(live);
    stage.await(Verdicts.DOWN);
  }

  @Test
  void aFullVolume() throws Exception {
    int code = shell(List.of("mount", "-t", "tmpfs", "-o", "size=64k", "none", "" + stage.dir()));
    assumeTrue(code == 0, "a volume cannot be mounted here");
    try {
      Path ballast = stage.dir().resolve("ballast");
      AgentProcess agent = stage.agent("--poll=100ms");
      stage.awaitSocket();
      fill(ballast);
      assertThat(Talk.once(stage.socket(), "READY=1")).isEqualTo("OK");
      stage.await(Verdicts.READY);
      stage.awaitError(agent, "write");
      Talk.once(stage.socket(), "STOPPING=1");
      stage.await(Verdicts.UNREADY);
      Files.delete(ballast);
      Talk.once(stage.socket(), "BYE=1");
      stage.await(Verdicts.DOWN);
      stage.awaitRemembered("\"said\":\"STOPPED\"");
    } finally {
      shell(List.of("umount", "-l", "" + stage.dir()));
    }
  }

  private static void fill(Path ballast) {
    byte[] block = new byte[4096];
    try {
      for (int i = 0; i < 1000; i++) {
        Files.write(ballast, block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException full) {
      return;
    }
    throw new AssertionError("the volume takes more than it should");
  }

  private AgentProcess agentOfAnotherUid() throws Exception {
    Path jar = Files.copy(Stage.jar("agent.jar"), stage.root().resolve("agent.jar"));
    for (Path path : List.of(stage.root(), stage.dir(), jar)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    List<String> java = List.of(Java.running().toString(), "-version");
    List<String> trial = new ArrayList<>(AS_NOBODY);
    trial.addAll(java);
    assumeTrue(shell(trial) == 0, "no process of another UID can be started here");
    List<String> command = new ArrayList<>(stage.agentCommand("--poll=100ms"));
    command.replaceAll(
        word -> word.equals(Stage.jar("agent.jar").toAbsolutePath().toString()) ? "" + jar : word);
    return AgentProcess.started(stage.run(AS_NOBODY, Map.of(), command), Stage.LIMIT);
  }

  private static int shell(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException noSuchCommand) {
      return -1;
    }
  }
}
