package io.probeagent.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which answer ends a connection, by a clock that passes only when told to. */
final class LastAnswerTest {

  private final Traffic traffic = new Traffic(count -> {});
  private final EmbeddedChannel channel = channel();

  private EmbeddedChannel channel() {
    EmbeddedChannel embedded =
        new EmbeddedChannel(
            new HttpServerCodec(),
            new RequestCounter(traffic),
            new OneAtATime(),
            new RequestHandler(traffic));
    embedded.freezeTime();
    return embedded;
  }

  @Test
  void itIsTheLastOfThosePipelinedBeforeTheEnd() {
    send(RawClient.request("POST /work?ms=10").repeat(3));
    assertThat(traffic.inFlight()).isEqualTo(3);
    traffic.enter(Drain.Phase.FINISH);
    channel.pipeline().fireUserEventTriggered(RequestCounter.CLOSE_IF_IDLE);
    assertThat(answersAfter(10)).containsOnlyOnce("HTTP/1.1 200 OK").doesNotContain("close");
    assertThat(answersAfter(10)).containsOnlyOnce("HTTP/1.1 200 OK").doesNotContain("close");
    assertThat(channel.isActive()).isTrue();
    assertThat(answersAfter(10)).containsOnlyOnce("HTTP/1.1 200 OK").contains("connection: close");
    assertThat(channel.isActive()).isFalse();
    assertThat(traffic.inFlight()).isZero();
  }

  @Test
  void itMayHaveBegunBeforeTheEnd() {
    send(RawClient.request("GET /stream?seconds=1"));
    assertThat(answersAfter(0)).contains("1\n").doesNotContain("close");
    traffic.enter(Drain.Phase.FINISH);
    channel.pipeline().fireUserEventTriggered(RequestCounter.CLOSE_IF_IDLE);
    assertThat(channel.isActive()).isTrue();
    assertThat(answersAfter(1000)).isEqualTo("0\r\n\r\n");
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void noneIsTheLastBeforeTheListenerIsClosed() {
    traffic.enter(Drain.Phase.QUIESCE);
    send(RawClient.request("GET /"));
    assertThat(answersAfter(0)).endsWith("hello\n").doesNotContain("close");
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void itIsTheLastOneOwedToAPeerThatSaidAll() {
    send(RawClient.request("POST /work?ms=10").repeat(2));
    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    assertThat(answersAfter(10)).containsOnlyOnce("HTTP/1.1 200 OK").doesNotContain("close");
    assertThat(answersAfter(10)).containsOnlyOnce("HTTP/1.1 200 OK").contains("connection: close");
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void whatComesBehindItIsNotExecuted() {
    send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n" + RawClient.request("GET /"));
    assertThat(answersAfter(0)).containsOnlyOnce("HTTP/1.1 200 OK").contains("connection: close");
    assertThat(channel.isActive()).isFalse();
    assertThat(traffic.inFlight()).isZero();
  }

  @Test
  void aConnectionThatIsGoneGetsNone() {
    send(RawClient.request("POST /work?ms=10").repeat(2));
    channel.close();
    assertThat(traffic.inFlight()).isZero();
    assertThat(answersAfter(10)).isEmpty();
    assertThat(traffic.inFlight()).as("uncounted once").isZero();
  }

  @Test
  void nothingIsReadWhileAnAnswerIsOwed() {
    assertThat(channel.config().isAutoRead()).isTrue();
    send(RawClient.request("POST /work?ms=10"));
    assertThat(channel.config().isAutoRead()).isFalse();
    answersAfter(10);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  private void send(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
  }

  private String answersAfter(int ms) {
    channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    StringBuilder text = new StringBuilder();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      text.append(next.toString(US_ASCII));
      next.release();
    }
    return text.toString();
  }
}
