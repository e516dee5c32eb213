package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the README shows is what happens. Its YAML has a test of its own. */
final class ReadmeIT {
  private Document page;
  private Stage stage;

  @BeforeEach
  void set() throws Exception {
    page = Document.of("README.md");
    stage = Stage.set();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void theFirstCommandRollsOutWithoutALoss() throws Exception {
    String command = page.under("probe-agent", "sh").get(0).strip();
    String build = "mvn -q -DskipTests package && ";
    assertThat(command).startsWith(build);
    Child rollout = started(command.substring(build.length()));
    assertThat(rollout.awaitExit(Duration.ofMinutes(4)))
        .as(() -> rollout.output().tail())
        .hasValue(0);
    assertThat(rollout.output().lines().stream().map(ReadmeIT::withoutFigures))
        .containsAll(
            page.under("probe-agent", "text")
                .get(0)
                .lines()
                .map(ReadmeIT::withoutFigures)
                .toList());
    assertThat(Document.root().resolve("rollout-report/report.html")).isNotEmptyFile();
  }

  /**
   * How many there were, and how long it took, differs from run to run; that none failed does not.
   */
  private static String withoutFigures(String line) {
    return line.replaceFirst("^([a-z0-9-]+) +[0-9]+ +([0-9]+) +([0-9]+) +[0-9]+ .*", "$1 $2 $3")
        .replaceFirst("^requests [0-9]+ (failed .* )handed-back .*", "requests $1")
        .replaceAll(" +", " ");
  }

  @Test
  void theSecondCommandIsWhatIsRunForEveryChange() throws Exception {
    String command = page.under("probe-agent", "sh").get(1).strip();
    assertThat(command).isEqualTo("mvn verify");
    assertThat(Files.readString(Document.root().resolve(".ci/run")))
        .contains("mvn --batch-mode verify");
  }

  @Test
  void theFileAndTheSocketWork() throws Exception {
    assumeTrue(Document.program("nc").isPresent(), "nc (netcat-openbsd) is not installed");
    List<String> examples = page.under("Let the app signal", "sh");
    stage.agent();
    String[] lines = examples.get(0).strip().split("\n", -1);
    assertThat(shell(lines[0])).isZero();
    stage.await(Verdicts.READY);
    assertThat(shell(lines[1])).isZero();
    stage.await(Verdicts.DOWN);
    assertThat(shell(lines[0])).isZero();
    stage.await(Verdicts.READY);
    stage.awaitSocket();
    Child said = started(examples.get(1));
    assertThat(Stage.exitCode(said)).isZero();
    assertThat(said.output().tail().toString()).containsPattern("OK delay_ms=[0-9]+ deadline_ms=");
    stage.await(Verdicts.UNREADY);
  }

  @Test
  void theCommandsToLookAtItWork() throws Exception {
    assumeTrue(Document.program("curl").isPresent(), "curl is not installed");
    Files.createFile(stage.dir().resolve("live"));
    stage.agent();
    stage.await(Verdicts.READY);
    stage.awaitSocket();
    for (String line : page.under("Look at it", "sh").get(0).strip().split("\n", -1)) {
      Child command = started(line);
      assertThat(Stage.exitCode(command)).as(line).isZero();
      assertThat(command.output().tail().toString()).as(line).isNotBlank();
    }
  }

  @Test
  void theLogLooksLikeThat() throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode shown = json.readTree(page.under("Look at it", "json").get(0));
    AgentProcess agent = stage.agent();
    Files.createFile(stage.dir().resolve("live"));
    stage.await(Verdicts.READY);
    String line =
        agent
            .child()
            .output()
            .await(
                Stage.LIMIT, l -> AgentProcess.event(l).path("event").asText().equals("transition"))
            .orElseThrow();
    List<String> expected = new ArrayList<>();
    shown.fieldNames().forEachRemaining(expected::add);
    List<String> actual = new ArrayList<>();
    json.readTree(line).fieldNames().forEachRemaining(actual::add);
    assertThat(actual).isEqualTo(expected);
    assertThat(json.readTree(line).path("cause")).isEqualTo(shown.path("cause"));
  }

  @Test
  void theJavaExampleCompiles() throws Exception {
    String source =
        """
        import io.probeagent.client.DrainPlan;
        import io.probeagent.client.ProbeClient;
        import java.time.Duration;

        class Example {
          interface Server {
            void start();
            void finish(Duration deadline);
          }

          void run(Server server) {
        %s
          }
        }
        """
            .formatted(page.under("Let the app signal", "java").get(0));
    Path file = Files.writeString(stage.root().resolve("Example.java"), source);
    String classes = Document.root().resolve("client/target/classes").toString();
    List<String> javac =
        List.of(Java.running().resolveSibling("javac").toString(), "-cp", classes, file.toString());
    Child compiler = stage.run(List.of(), Map.of(), javac);
    assertThat(Stage.exitCode(compiler)).as(compiler.output().tail().toString()).isZero();
  }

  @Test
  void theDrainInAServerOfOnesOwnCompiles() throws Exception {
    String source =
        """
        import io.netty.bootstrap.ServerBootstrap;
        import io.netty.channel.*;
        import io.netty.channel.epoll.EpollServerSocketChannel;
        import io.netty.handler.codec.http.HttpRequest;
        import io.probeagent.client.DrainPlan;
        import io.probeagent.client.ProbeClient;
        import io.probeagent.sample.drain.*;

        class Example {
          static final class MyHandler extends ChannelInboundHandlerAdapter {}

          static boolean isScrape(HttpRequest head) {
            return false;
          }

          void run(ProbeClient probe, EventLoopGroup loops) throws InterruptedException {
        %s
          }
        }
        """
            .formatted(
                Document.of("docs/drain.md").under("Into a server of your own", "java").get(0));
    Path file = Files.writeString(stage.root().resolve("Example.java"), source);
    List<String> javac =
        List.of(
            Java.running().resolveSibling("javac").toString(),
            "-cp",
            Stage.jar("app.jar").toString(),
            file.toString());
    Child compiler = stage.run(List.of(), Map.of(), javac);
    assertThat(Stage.exitCode(compiler)).as(compiler.output().tail().toString()).isZero();
  }

  private int shell(String line) throws Exception {
    return Stage.exitCode(started(line));
  }

  /** In the root of the checkout, against the agent of this test. */
  private Child started(String line) throws Exception {
    String here =
        line.replace("/run/probe", stage.dir().toString())
            .replace("localhost:9810", "127.0.0.1:" + stage.address().getPort());
    return stage.run(
        List.of(),
        Map.of("PROBE_DIR", stage.dir().toString()),
        List.of("sh", "-c", "cd '" + Document.root() + "' && " + here));
  }
}
