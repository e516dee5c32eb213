package io.probeagent.agent.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.probeagent.agent.fuzz.Holds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One connection of a client that sends whatever it likes, and takes no answer that is wrong. */
final class Conversation {
  private final Peer peer;
  private final List<ByteBuf> sent = new ArrayList<>();
  private final Requests requests = new Requests();
  private final AnswerReader answers = new AnswerReader(requests.heads);
  private Duration passed = Duration.ZERO;
  private boolean ended;

  /** Sees what was read of the requests, before the agent does. */
  private static final class Requests extends ChannelInboundHandlerAdapter {
    private final List<HttpRequest> heads = new ArrayList<>();
    private int whole;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpRequest head) {
        heads.add(head);
      }
      if (message instanceof LastHttpContent end && end.decoderResult().isSuccess()) {
        whole++;
      }
      ctx.fireChannelRead(message);
    }
  }

  Conversation(TestSite site) {
    peer =
        new Peer(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(requests, site.endpoints().handler(null));
              }
            });
  }

  void send(byte[] bytes) {
    if (bytes.length > 0 && !peer.isClosed()) {
      ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
      sent.add(buffer);
      peer.send(buffer);
    }
    read();
  }

  void end() {
    if (!peer.isClosed()) {
      ended = true;
      take(peer.endOutput());
    }
  }

  void pass(Duration time) {
    passed = passed.plus(time);
    peer.pass(time);
    read();
  }

  /** Takes what was answered, and judges it. */
  void read() {
    take(peer.received());
  }

  private void take(String answered) {
    answers.read(answered.getBytes(StandardCharsets.UTF_8));
    boolean mayClose = answers.sawLast() || ended || passed.compareTo(Connections.PATIENCE) >= 0;
    Holds.that(mayClose || !peer.isClosed(), () -> "closed, and did not say why: " + answers);
    Holds.that(answers.count() <= requests.heads.size(), () -> "unasked: " + answers);
  }

  /** Whether a request had the token of the control verbs. */
  boolean saidToken(String token) {
    return requests.heads.stream()
        .map(head -> head.headers().get(HttpHeaderNames.AUTHORIZATION, ""))
        .anyMatch(value -> value.endsWith(token));
  }

  /** No request is left without an answer, as long as the connection is not ended. */
  void wasAnswered() {
    read();
    if (!peer.isClosed() && !answers.sawLast()) {
      Holds.equal(requests.whole, answers.count());
    }
  }

  /** Goes away; nothing of it is kept. */
  void leave() {
    peer.leave();
    for (ByteBuf buffer : sent) {
      Holds.equal(0, buffer.refCnt());
    }
  }
}
