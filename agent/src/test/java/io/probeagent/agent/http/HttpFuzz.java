package io.probeagent.agent.http;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.pod.Pod;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;

/**
 * What is sent to the port, in pieces. A byte 0xff and the one behind it are an event: a piece ends
 * here, time goes by, the app says something, the client ends its side or comes anew.
 */
public final class HttpFuzz {
  private static final String TOKEN = "sixteen-visible-";
  private static final int EVENT = 0xff;
  private static final int MOST_TIMERS = 8;
  private static final Config CONFIG =
      TestPod.of("--apps=web,worker", "--control-token=" + TOKEN).config();

  private final TestSite site;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private Conversation conversation;

  private HttpFuzz() {
    FakeTime time = new FakeTime();
    Pod pod = new Pod(CONFIG.apps(), Map.of(), time, time);
    site = TestSite.around(new TestPod(time, CONFIG, pod).allReady());
    conversation = new Conversation(site);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    HttpFuzz run = new HttpFuzz();
    for (int i = 0; i < input.length; i++) {
      int b = input[i] & 0xff;
      if (b != EVENT || i + 1 == input.length || !run.event(input[++i])) {
        run.piece.write(b);
      }
    }
    run.end();
  }

  private boolean event(byte which) {
    switch (which) {
      case '|' -> send();
      case '1' -> pass(1);
      case '6' -> pass(6);
      case '.' -> {
        send();
        conversation.end();
      }
      case 'm' -> {
        send();
        site.renderPages();
        conversation.read();
      }
      case 'n' -> anew();
      case 'r' -> says(new Word.Ready());
      case 'u' -> says(new Word.NotReady());
      case 's' -> says(new Word.Stopping());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void send() {
    var before = site.pod().apps().stream().map(app -> site.pod().view(app)).toList();
    conversation.send(piece.toByteArray());
    piece.reset();
    if (!conversation.saidToken(TOKEN)) {
      // Whoever reaches the port can look, and change nothing.
      Holds.equal(before, site.pod().apps().stream().map(app -> site.pod().view(app)).toList());
    }
  }

  private void pass(int seconds) {
    send();
    Duration time = Duration.ofSeconds(seconds);
    site.time().pass(time);
    conversation.pass(time);
    Holds.that(site.time().pending() <= MOST_TIMERS, () -> site.time().pending() + " timers");
  }

  private void says(Word word) {
    send();
    site.testPod().says("web", word);
  }

  private void anew() {
    send();
    conversation.leave();
    conversation = new Conversation(site);
  }

  private void end() {
    send();
    site.renderPages();
    pass(6);
    conversation.wasAnswered();
    conversation.leave();
    Holds.equal(0, site.endpoints().connections());
    site.logged().forEach(Holds::printable);
    for (String path : new String[] {"/healthz", "/ready", "/state"}) {
      String answer = site.ask("GET " + path + " HTTP/1.1");
      Holds.that(answer.matches("(?s)HTTP/1.1 (200|503) .*"), () -> path + ": " + answer);
    }
  }
}
