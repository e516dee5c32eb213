package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** What the pages of docs/apps show besides pods: it is read by what it is for, or runs. */
final class AppPagesIT {
  /** As much of Spring as the example touches. */
  private static final String SPRING =
      """
      import io.probeagent.client.ProbeClient;

      class Example {
        @interface Component {}
        @interface EventListener {}
        @interface PreDestroy {}
        enum ReadinessState { ACCEPTING_TRAFFIC, REFUSING_TRAFFIC }
        interface AvailabilityChangeEvent<S> { S getState(); }

      %s
      }
      """;

  /** As much of Celery as the example touches; runs a worker's life when it ends. */
  private static final Map<String, String> CELERY =
      Map.of(
          "__init__.py",
          """
          class Celery:
              def __init__(self, name):
                  self.steps = {"worker": set()}
          """,
          "bootsteps.py",
          """
          class StartStopStep:
              requires = set()
          """,
          "signals.py",
          """
          class Signal:
              def connect(self, handler):
                  self.send = handler
                  return handler
          worker_ready, worker_shutting_down, worker_shutdown = Signal(), Signal(), Signal()
          """);

  private static final String CELERY_LIFE =
      """

      import sys
      from celery import signals
      class Timer:
          def call_repeatedly(self, seconds, call):
              self.call = call
      class Worker:
          timer = Timer()
      worker = Worker()
      for step in app.steps["worker"]:
          step().start(worker)
      for line in sys.stdin:
          if line.strip() == "beat":
              worker.timer.call()
          else:
              getattr(signals, "worker_" + line.strip()).send()
          print("did " + line.strip(), flush=True)
      """;

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  private Stage stage;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  static List<Path> pages() throws IOException {
    return DocumentedPodsIT.pages("docs/apps", ".md");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everythingIsInALanguageThatIsChecked(Path page) throws Exception {
    for (Document.Block block : Document.of(DocumentedPodsIT.name(page)).blocks()) {
      switch (block.language()) {
        case "yaml", "java", "go", "python" -> {} // each has its test
        case "sh" -> assertThat(shell("sh -n", block.text())).isZero();
        case "properties" -> {
          Properties read = new Properties();
          read.load(new StringReader(block.text()));
          assertThat(read).hasSize((int) block.text().lines().count());
        }
        case "xml" ->
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(block.text())));
        default -> throw new AssertionError("nothing checks " + block.language());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageThatItLinksToIsThere(Path page) throws Exception {
    Path folder = Document.root().resolve("docs/apps");
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      if (!link.group(1).startsWith("https://")) {
        assertThat(folder.resolve(link.group(1))).exists();
      }
    }
  }

  @Test
  void theIndexHasEveryPage() throws Exception {
    String index = Files.readString(Document.root().resolve("docs/apps/README.md"));
    for (Path page : pages()) {
      if (!page.endsWith("README.md")) {
        assertThat(index).contains("(" + page.getFileName());
      }
    }
    assertThat(Files.readString(Document.root().resolve("README.md")))
        .contains("(docs/apps/README.md)");
  }

  @Test
  void thePodOfTheWorkerIsThatOfTheExample() throws Exception {
    assertThat(Document.of("docs/apps/worker.md").under("A queue worker", "yaml").get(0))
        .isEqualTo(Files.readString(Document.root().resolve("docs/examples/worker.yaml")));
  }

  @Test
  void theLeastOfAWorkerWorks() throws Exception {
    String[] lines =
        Document.of("docs/apps/worker.md").under("A queue worker", "sh").get(0).split("\n", -1);
    stage.agent();
    for (int i = 0; i < 4; i++) {
      assertThat(shell("sh", lines[i])).as(lines[i]).isZero();
      stage.await(i == 0 || i == 3 ? Verdicts.DOWN : Verdicts.READY);
    }
  }

  @Test
  void theCronJobEndsAndLeavesNothing() throws Exception {
    stage.agent();
    String job = Document.of("docs/apps/worker.md").under("A cron job", "sh").get(0);
    assertThat(shell("sh", job)).isZero();
    assertThat(stage.dir().resolve("live")).doesNotExist();
  }

  @Test
  void theCeleryWorkerTouchesTheFile() throws Exception {
    assumeTrue(Document.program("python3").isPresent(), "python3 is not installed");
    stage.agent("--file-max-age=1h");
    Path celery = Files.createDirectory(stage.root().resolve("celery"));
    for (Map.Entry<String, String> file : CELERY.entrySet()) {
      Files.writeString(celery.resolve(file.getKey()), file.getValue());
    }
    String example = Document.of("docs/apps/python.md").under("Celery", "python").get(0);
    Path program = Files.writeString(stage.root().resolve("app.py"), example + CELERY_LIFE);
    Path live = Files.createFile(stage.dir().resolve("live"));
    stage.await(Verdicts.READY);
    Path words = stage.root().resolve("words");
    String feed = "tail -n +1 -f '" + words + "' | python3 '" + program + "'";
    Files.createFile(words);
    Child worker =
        stage.run(List.of(), Map.of("PROBE_DIR", "" + stage.dir()), List.of("sh", "-c", feed));
    stage.await(Verdicts.DOWN);
    say(worker, words, "ready");
    stage.await(Verdicts.READY);
    Files.setLastModifiedTime(live, java.nio.file.attribute.FileTime.fromMillis(0));
    say(worker, words, "beat");
    assertThat(Files.getLastModifiedTime(live).toMillis()).isPositive();
    say(worker, words, "shutting_down");
    stage.await(Verdicts.UNREADY);
    say(worker, words, "beat");
    stage.await(Verdicts.UNREADY);
    say(worker, words, "shutdown");
    stage.await(Verdicts.DOWN);
    say(worker, words, "beat");
    assertThat(live).doesNotExist();
  }

  private static void say(Child worker, Path words, String word) throws Exception {
    int before = worker.output().lines().size();
    Files.writeString(words, word + "\n", java.nio.file.StandardOpenOption.APPEND);
    assertThat(
            io.probeagent.rollout.process.Await.answer(
                Stage.LIMIT, () -> worker.output().lines().size(), n -> n > before))
        .as(worker.output().tail().toString())
        .isGreaterThan(before);
  }

  @Test
  void theGoServerListensAndStops() throws Exception {
    assumeTrue(Document.program("go").isPresent(), "go is not installed");
    String example = Document.of("docs/apps/go.md").under("The drain", "go").get(0);
    int port = Ports.free().getPort();
    assertThat(example).contains("\":8080\"");
    Path folder = Files.createDirectory(stage.root().resolve("go"));
    Path source =
        Files.writeString(folder.resolve("main.go"), example.replace(":8080", "127.0.0.1:" + port));
    Map<String, String> environment =
        Map.of("GOCACHE", "" + Stage.goCache(), "GO111MODULE", "off", "HOME", "" + folder);
    Child vet = stage.run(List.of(), environment, List.of("go", "vet", "" + source));
    assertThat(Stage.exitCode(vet)).as(vet.output().tail().toString()).isZero();
    Path program = folder.resolve("server");
    Child build =
        stage.run(List.of(), environment, List.of("go", "build", "-o", "" + program, "" + source));
    assertThat(Stage.exitCode(build)).as(build.output().tail().toString()).isZero();
    Child format = stage.run(List.of(), environment, List.of("gofmt", "-l", "" + source));
    assertThat(Stage.exitCode(format)).isZero();
    assertThat(format.output().lines()).as("not formatted").isEmpty();

    AgentProcess agent = stage.agent("--app-ports=" + port, "--poll=250ms");
    Child server = stage.run(List.of(), Map.of(), List.of("" + program));
    stage.await(Verdicts.READY);
    server.terminate();
    assertThat(Stage.exitCode(server)).as(server.output().tail().toString()).isZero();
    stage.await(Verdicts.DOWN);
    stage.awaitPhase(agent, "STOPPED");
  }

  @Test
  void theSpringExampleCompiles() throws Exception {
    String example = Document.of("docs/apps/spring-boot.md").under("To say more", "java").get(0);
    Path file = Files.writeString(stage.root().resolve("Example.java"), SPRING.formatted(example));
    List<String> javac =
        List.of(
            Java.running().resolveSibling("javac").toString(),
            "-cp",
            Document.root().resolve("client/target/classes").toString(),
            file.toString());
    Child compiler = stage.run(List.of(), Map.of(), javac);
    assertThat(Stage.exitCode(compiler)).as(compiler.output().tail().toString()).isZero();
  }

  private int shell(String command, String script) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.add("" + Files.writeString(stage.root().resolve("script.sh"), script));
    return Stage.exitCode(stage.run(List.of(), Map.of("PROBE_DIR", "" + stage.dir()), words));
  }
}
