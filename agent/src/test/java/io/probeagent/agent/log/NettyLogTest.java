package io.probeagent.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.fake.FakeTicker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What libraries say becomes lines of our log. */
final class NettyLogTest {
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void install() {
    NettyLog.install(new EventLog(new FakeTicker(), Level.INFO, false, lines::add));
  }

  @AfterEach
  void restore() throws IOException {
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void aWarningBecomesALineWithItsError() {
    Logger.getLogger("io.netty.Some")
        .log(java.util.logging.Level.WARNING, "no luck for you", new IOException("broken"));

    assertThat(lines)
        .singleElement()
        .asString()
        .endsWith(
            " WARN library logger=io.netty.Some message=\"no luck for you\""
                + " error=\"java.io.IOException: broken\"");
  }

  @Test
  void whatIsNoWarningIsLeftOut() {
    Logger.getLogger("io.netty.Some").info("chatter");

    assertThat(lines).isEmpty();
  }

  @Test
  void aWarningWithoutAnErrorSaysSo() {
    Logger.getLogger("x").warning("hm");

    assertThat(lines).singleElement().asString().endsWith(" logger=x message=hm error=\"\"");
  }
}
