package io.probeagent.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.fake.FakeTicker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Netty says becomes lines of our log. */
final class NettyLogTest {
  private final List<String> lines = new ArrayList<>();
  private final InternalLoggerFactory before = InternalLoggerFactory.getDefaultFactory();

  @BeforeEach
  void install() {
    NettyLog.install(new EventLog(new FakeTicker(), Level.INFO, false, lines::add));
  }

  @AfterEach
  void restore() {
    InternalLoggerFactory.setDefaultFactory(before);
  }

  @Test
  void aWarningBecomesALineWithItsError() {
    logger("io.netty.Some").warn("no luck for you", new IOException("broken"));

    assertThat(lines)
        .singleElement()
        .asString()
        .endsWith(
            " WARN library logger=io.netty.Some message=\"no luck for you\""
                + " error=\"java.io.IOException: broken\"");
  }

  @Test
  void argumentsTakeTheirPlacesAndAnErrorBehindThemIsTold() {
    logger("x").warn("{} of {} lost", 1, 2, new IOException("broken"));
    logger("x").error("{} of {} lost", 3, 4);

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).endsWith("\"1 of 2 lost\" error=\"java.io.IOException: broken\"");
    assertThat(lines.get(1)).endsWith("\"3 of 4 lost\" error=\"\"");
  }

  @Test
  void aPlaceWithoutAnArgumentStays() {
    logger("x").warn("{} and {}", "one");

    assertThat(lines).singleElement().asString().contains("message=\"one and {}\"");
  }

  @Test
  void whatIsNoWarningIsLeftOut() {
    logger("io.netty.Some").info("chatter");
    logger("io.netty.Some").debug("{} more", "chatter");

    assertThat(lines).isEmpty();
  }

  @Test
  void aWarningWithoutAnErrorSaysSo() {
    logger("x").warn("hm");

    assertThat(lines).singleElement().asString().endsWith(" logger=x message=hm error=\"\"");
  }

  private static InternalLogger logger(String name) {
    return InternalLoggerFactory.getInstance(name);
  }
}
