package io.probeagent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What costs time and memory at each start, and is needed later or never, is not loaded. */
@Timeout(60)
final class StartClassesTest {
  private static final Pattern LOADED = Pattern.compile("^(?:\\[\\S+] ?)*(\\S+) source: .*");
  private static final Pattern LISTEN = Pattern.compile("\"listen\":\"([^\"]+)\"");

  /** Begins of names. */
  private static final List<String> LATER =
      List.of(
          "com.fasterxml.jackson.",
          "io.prometheus.",
          "io.netty.bootstrap.",
          "java.lang.runtime.ObjectMethods",
          "java.lang.reflect.Proxy",
          "jdk.proxy",
          "sun.reflect.annotation.AnnotationType",
          "sun.reflect.generics.",
          "java.util.logging.Logger",
          "java.util.stream.IntPipeline",
          "java.time.format.");

  @TempDir private Path dir;

  @Test
  void theFirstAnswerNeedsNoneOfThem() throws Exception {
    Path classes = dir.resolve("classes");
    Files.createFile(dir.resolve("live"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xlog:class+load:file=" + classes,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--listen",
            "127.0.0.1:0",
            "--dir",
            dir.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("PROBE_"));
    Process agent = builder.start();
    try {
      assertThat(ready(agent)).isEqualTo(200);
    } finally {
      agent.destroyForcibly(); // SIGTERM would wait for the app's end
      assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    List<String> loaded =
        Files.readAllLines(classes).stream()
            .map(LOADED::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .toList();
    assertThat(loaded).contains(Main.class.getName(), "io.netty.channel.Channel");
    assertThat(loaded)
        .filteredOn(name -> LATER.stream().anyMatch(name::startsWith))
        .as("loaded until the end, after one probe")
        .isEmpty();
  }

  private static int ready(Process agent) throws Exception {
    try (var log = agent.inputReader(UTF_8)) {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        Matcher listen = LISTEN.matcher(line);
        if (listen.find()) {
          URI uri = URI.create("http://" + listen.group(1) + "/ready");
          return HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
              .statusCode();
        }
      }
    }
    throw new AssertionError("the agent ended with " + agent.waitFor() + " and did not start");
  }
}
