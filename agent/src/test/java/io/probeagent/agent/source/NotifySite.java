package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.NotifySender;
import io.probeagent.agent.fake.Python;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.pod.App;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An app that speaks sd_notify, and what the agent makes of it. */
final class NotifySite implements AutoCloseable {
  private final NotifySender sender = NotifySender.open();
  final NotifyBench agent;

  NotifySite(Path dir, String... settings) throws IOException {
    agent = NotifyBench.open(dir, settings);
  }

  /** Sends datagrams, each of which is read when this returns. */
  NotifySite says(String... datagrams) throws Exception {
    for (String datagram : datagrams) {
      agent.say(sender, datagram);
    }
    return this;
  }

  NotifySite passes(long seconds) throws Exception {
    agent.passes(Duration.ofSeconds(seconds));
    return this;
  }

  /** Runs a script to its end; what it has sent is read then, if it ends with a barrier. */
  String python(String script) throws Exception {
    return Python.run(agent.path(), script);
  }

  void is(Phase phase) throws Exception {
    assertThat(agent.view().state().phase()).isEqualTo(phase);
  }

  void isReady(boolean expected) throws Exception {
    assertThat(agent.view().verdicts().ready().ok()).isEqualTo(expected);
  }

  void isLive(boolean expected) throws Exception {
    assertThat(agent.view().verdicts().live().ok()).isEqualTo(expected);
  }

  void showsStatus(String expected) throws Exception {
    assertThat(agent.status()).isEqualTo(expected);
  }

  void showsFailure(String expected) throws Exception {
    assertThat(NotifyBench.instance(agent.view()).failure()).isEqualTo(expected);
  }

  /** Of these datagrams none changes anything that is known of an app, nor is any an error. */
  void ignores(String... datagrams) throws Exception {
    says("READY=1\nSTATUS=Serving");
    App.View before = agent.view();
    says(datagrams);
    assertThat(agent.view()).isEqualTo(before);
    assertThat(agent.errors).allMatch(error -> error.startsWith("ignored: "));
  }

  /** The same of datagrams with descriptors, of which none is open any more afterwards. */
  void ignoresAndCloses(String text, int descriptors) throws Exception {
    says("READY=1\nSTATUS=Serving");
    App.View before = agent.view();
    assertThat(python("print(barrier(path, '" + text + "', fds=" + descriptors + "))"))
        .isEqualTo("True");
    assertThat(agent.view()).isEqualTo(before);
  }

  @Override
  public void close() {
    sender.close();
    agent.close();
  }
}
