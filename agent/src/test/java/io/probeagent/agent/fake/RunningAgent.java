package io.probeagent.agent.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.agent.Agent;
import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A whole agent in this process, on a free port, whose log can be waited for. */
public final class RunningAgent implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Config config;
  private final Agent agent;
  private final BlockingQueue<String> log;

  private RunningAgent(Config config, Agent agent, BlockingQueue<String> log) {
    this.config = config;
    this.agent = agent;
    this.log = log;
  }

  public static RunningAgent start(Path dir, Transport transport, String... settings)
      throws IOException, InterruptedException {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "PROBE_DIR=" + dir;
    all[settings.length + 1] = "PROBE_LISTEN=127.0.0.1:0";
    Config config = Configs.of(all);
    BlockingQueue<String> log = new LinkedBlockingQueue<>();
    EventLog lines = new EventLog(Ticker.SYSTEM, Level.DEBUG, true, log::add);
    return new RunningAgent(config, Agent.start(config, lines, Ticker.SYSTEM, transport), log);
  }

  public Agent agent() {
    return agent;
  }

  public Config config() {
    return config;
  }

  /** A connection to the stream socket of the first app. */
  public LineClient connect() throws IOException {
    return LineClient.connect(config.apps().get(0).socket());
  }

  /** Status and body, as {@code 200 ok}. */
  public String get(String path) throws IOException {
    URL url = new URL("http", "127.0.0.1", agent.address().getPort(), path);
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout(PATIENCE_SECONDS * 1000);
    connection.setReadTimeout(PATIENCE_SECONDS * 1000);
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + " " + new String(body.readAllBytes(), UTF_8).strip();
    } finally {
      connection.disconnect();
    }
  }

  /** What is known of the first app. */
  public JsonNode state() throws IOException {
    return json().path("apps").path(0);
  }

  /** All that is known. */
  public JsonNode json() throws IOException {
    return new ObjectMapper().readTree(get("/state").substring("200 ".length()));
  }

  /** How often the sources have told of a kind of error. */
  public int errors(String kind) throws IOException {
    for (JsonNode error : json().path("source_errors")) {
      if (error.path("kind").asText().equals(kind)) {
        return error.path("count").asInt();
      }
    }
    return 0;
  }

  /** Waits until the agent has read so many datagrams to the first app. */
  public void awaitNotified(int count) throws IOException {
    String name = config.apps().get(0).name();
    String sample = "probe_agent_notify_messages_total{app=\"" + name + "\"} " + count + ".0";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!get("/metrics").contains(sample)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not " + count + " datagrams: " + get("/metrics"));
      }
    }
  }

  /** Waits for the next line of the log with all of these in it. */
  public String awaitLine(String... parts) throws InterruptedException {
    while (true) {
      String line = log.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no line with " + Arrays.toString(parts));
      }
      if (Arrays.stream(parts).allMatch(line::contains)) {
        return line;
      }
    }
  }

  /** Whether a line with this in it was logged and not waited for. */
  public boolean hasLogged(String part) {
    return log.stream().anyMatch(line -> line.contains(part));
  }

  @Override
  public void close() {
    agent.close();
  }
}
