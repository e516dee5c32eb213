package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.HttpCall;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several apps in one pod, each with a folder of its own: none can speak for another. */
final class SeveralAppsIT {
  /** All that an app can try against another; whatever fails, it goes on. */
  private static final String ATTACK =
      """
      own=$1 shared=$2
      : >"$own/live-too"
      for other in "$own/../worker" "$shared/worker"; do
        (: >"$other/live"); (echo READY=0 >"$other/live"); touch "$other/live"; rm -rf "$other/live"
        mv "$other" "$other.away"
        printf 'WATCHDOG=trigger\\n' | nc -w 1 -NU "$other/signal.sock"
        printf 'READY=0\\n' | nc -w 1 -uU "$other/notify.sock"
        ln -s "$other/live" "$own/to-file" && (echo READY=0 >"$own/to-file")
        ln -s "$other" "$own/to-folder" && rm -f "$own/to-folder/live"
        printf 'WATCHDOG=trigger\\n' | nc -w 1 -NU "$own/to-folder/signal.sock"
        ln "$other/live" "$own/hard" && rm -f "$own/live" && mv "$own/hard" "$own/live" && (echo READY=0 >"$own/live")
        rm -rf "$own/to-file" "$own/to-folder"
      done
      for state in "$own/../.agent" "$shared/.agent"; do
        (echo '{}' >"$state/state.json"); rm -rf "$state"; ln -s /nowhere "$state"
      done
      printf 'DRAIN\\n' | nc -w 1 -NU "$own/signal.sock"
      printf 'INSTANCE=worker\\nSTOPPING=1\\nBYE=1\\n' | nc -w 1 -NU "$own/signal.sock"
      echo tried everything
      """;

  private Stage stage;
  private Path web;
  private Path worker;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
    web = folder("web");
    worker = folder("worker");
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void eachHasItsFolderItsSocketAndItsSettings() throws Exception {
    AgentProcess agent =
        started(Map.of("PROBE_APPS", "web,worker", "PROBE_WEB_FILE", "up", "PROBE_FILE", "here"));
    stage.await(Verdicts.DOWN);
    Files.createFile(web.resolve("up"));
    Files.createFile(worker.resolve("up"));
    awaitAnswer(agent, "/ready/web", "200 ok");
    awaitAnswer(agent, "/ready", "503 worker not ready: no instance seen yet");
    assertThat(get(agent, "/ready/nobody")).startsWith("404 ");
    stage.awaitSocket(worker.resolve("signal.sock"));
    assertThat(Talk.once(worker.resolve("signal.sock"), "READY=1")).isEqualTo("OK");
    awaitAnswer(agent, "/ready", "200 ok");
    stage.await(Verdicts.READY);

    assertThat(Talk.once(web.resolve("signal.sock"), "READY=0")).isEqualTo("OK");
    awaitAnswer(agent, "/ready", "503 web not ready: READY=0");
    assertThat(get(agent, "/ready/worker")).isEqualTo("200 ok");
    assertThat(get(agent, "/live")).isEqualTo("200 ok");
    assertThat(Talk.once(worker.resolve("signal.sock"), "BYE=1")).isEqualTo("OK");
    awaitAnswer(agent, "/live", "503 worker not live: stopped: BYE=1");
    assertThat(get(agent, "/live/web")).isEqualTo("200 ok");
    for (Path folder : List.of(web, worker)) {
      Path notify = folder.resolve("notify.sock");
      assertThat(Await.answer(Stage.LIMIT, () -> Files.exists(notify), yes -> yes)).isTrue();
    }
    assertThat(stage.dir().resolve("signal.sock")).doesNotExist();
    assertThat(stage.dir().resolve("notify.sock")).doesNotExist();
  }

  @Test
  void oneThatMountsOnlyItsOwnFolderReachesNoOther() throws Exception {
    String missing = Isolation.missing();
    assumeTrue(missing.isEmpty(), missing);
    assumeTrue(Document.program("nc").isPresent(), "nc (netcat-openbsd) is not installed");
    AgentProcess agent = bothReady();
    String before = told(agent, "worker");
    Object file = Files.getAttribute(worker.resolve("live"), "unix:ino");
    Path own = Files.createDirectory(stage.root().resolve("own"));
    Path script = Files.writeString(stage.root().resolve("attack.sh"), ATTACK);

    Child attack =
        stage.run(
            List.of(),
            Map.of(),
            Isolation.command(web, own, stage.dir(), script, "" + own, "" + stage.dir()));
    assertThat(Stage.exitCode(attack)).as(attack.output().tail().toString()).isZero();

    assertThat(attack.output().lines())
        .contains("tried everything")
        .anyMatch(line -> line.startsWith("ERR "));
    awaitAnswer(agent, "/live/web", "503 web not live: stopped: BYE=1");
    assertThat(told(agent, "worker")).isEqualTo(before);
    assertThat(get(agent, "/ready/worker")).isEqualTo("200 ok");
    assertThat(Files.getAttribute(worker.resolve("live"), "unix:ino")).isEqualTo(file);
    assertThat(Talk.once(worker.resolve("signal.sock"), "CHECK ready")).isEqualTo("OK");
    assertThat(stage.dir().resolve(".agent/state.json")).isNotEmptyFile();
  }

  /** Shows that the attempts of the other test are real ones, and what the own folder is for. */
  @Test
  void oneThatMountsTheWholeFolderReachesAll() throws Exception {
    String missing = Isolation.missing();
    assumeTrue(missing.isEmpty(), missing);
    assumeTrue(Document.program("nc").isPresent(), "nc (netcat-openbsd) is not installed");
    AgentProcess agent = bothReady();
    Path script = Files.writeString(stage.root().resolve("attack.sh"), ATTACK);

    Child attack =
        stage.run(List.of(), Map.of(), Isolation.unconfined(script, "" + web, "" + stage.dir()));
    assertThat(Stage.exitCode(attack)).as(attack.output().tail().toString()).isZero();

    assertThat(stage.dir().resolve("worker.away")).as("what it moved away").isDirectory();
    if (!Files.exists(worker)) {
      folder("worker"); // while there is none, the agent keeps to what it knew
    }
    awaitAnswer(agent, "/ready/worker", answer -> answer.startsWith("503 "));
  }

  @Test
  void aLinkInPlaceOfAFileIsThereAndNotRead() throws Exception {
    AgentProcess agent = started(Map.of("PROBE_APPS", "web,worker"));
    Files.writeString(worker.resolve("live"), "READY=0\n");
    awaitAnswer(agent, "/live/worker", "200 ok");
    Files.createSymbolicLink(web.resolve("live"), worker.resolve("live"));
    awaitAnswer(agent, "/ready/web", "200 ok");
    stage.awaitError(agent, "unreadable");

    assertThat(get(agent, "/ready/worker")).startsWith("503 worker not ready: ");
    Files.delete(web.resolve("live"));
    awaitAnswer(agent, "/live/web", answer -> answer.startsWith("503 "));
    assertThat(get(agent, "/live/worker")).isEqualTo("200 ok");
  }

  @Test
  void aLinkInPlaceOfAFolderLeadsNowhere() throws Exception {
    AgentProcess agent = bothReady();
    Path outside = Files.createDirectory(stage.root().resolve("outside"));
    Path away = stage.root().resolve("away");
    for (Path target : List.of(outside, worker)) {
      String before = told(agent, "worker");
      Files.move(web, away);
      Files.createSymbolicLink(web, target);
      stage.awaitError(agent, "unreadable");
      awaitLooks(agent);
      assertThat(get(agent, "/ready")).as("what it knew").isEqualTo("200 ok");
      assertThat(told(agent, "worker")).isEqualTo(before);
      Files.delete(web);
      Files.move(away, web);
      awaitLooks(agent);
    }
    assertThat(outside).isEmptyDirectory();
    Files.delete(web.resolve("live"));
    awaitAnswer(agent, "/ready/web", answer -> answer.startsWith("503 "));
    assertThat(get(agent, "/ready/worker")).isEqualTo("200 ok");
  }

  /** The agent makes its socket again at a look: one that is removed shows that it looked. */
  private void awaitLooks(AgentProcess agent) throws Exception {
    Path socket = worker.resolve("signal.sock");
    for (int i = 0; i < 2; i++) {
      Files.delete(socket);
      boolean there =
          Await.answer(
              Stage.LIMIT, () -> Files.exists(socket, LinkOption.NOFOLLOW_LINKS), yes -> yes);
      assertThat(there).as(() -> agent.child().output().tail().toString()).isTrue();
    }
  }

  private AgentProcess bothReady() throws Exception {
    AgentProcess agent = started(Map.of("PROBE_APPS", "web,worker", "PROBE_POLL", "100ms"));
    Files.createFile(web.resolve("live"));
    Files.createFile(worker.resolve("live"));
    stage.await(Verdicts.READY);
    stage.awaitSocket(web.resolve("signal.sock"));
    stage.awaitSocket(worker.resolve("signal.sock"));
    stage.awaitRemembered("\"said\":\"READY\"");
    return agent;
  }

  private AgentProcess started(Map<String, String> environment) throws Exception {
    return AgentProcess.started(
        stage.run(List.of(), environment, stage.agentCommand()), Stage.LIMIT);
  }

  /** What is told of an app that only changes if it does. */
  private static String told(AgentProcess agent, String app) {
    for (JsonNode node : agent.state().path("apps")) {
      if (node.path("app").asText(node.path("name").asText()).equals(app)) {
        return Stream.of("phase", "cause").map(key -> node.path(key).asText()).toList()
            + node.at("/instance/id").asText()
            + node.at("/instance/number").asText();
      }
    }
    throw new AssertionError(agent.state());
  }

  private static void awaitAnswer(AgentProcess agent, String path, String expected)
      throws InterruptedException {
    assertThat(Await.answer(Stage.LIMIT, () -> get(agent, path), expected::equals))
        .as(path)
        .isEqualTo(expected);
  }

  private static void awaitAnswer(
      AgentProcess agent, String path, java.util.function.Predicate<String> right)
      throws InterruptedException {
    assertThat(Await.answer(Stage.LIMIT, () -> get(agent, path), right)).as(path).matches(right);
  }

  private static String get(AgentProcess agent, String path) {
    try (HttpCall call = HttpCall.to(agent.address(), Stage.LIMIT)) {
      call.send("GET", path, "kube-probe/1.34");
      HttpCall.Answer answer = call.answer();
      return answer.status() + " " + answer.body().strip();
    } catch (IOException e) {
      return "0 " + e;
    }
  }

  /** As an emptyDir is: open to every UID. */
  private Path folder(String app) throws IOException {
    for (Path path : List.of(stage.root(), stage.dir())) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Path folder = Files.createDirectory(stage.dir().resolve(app));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    return folder;
  }
}
