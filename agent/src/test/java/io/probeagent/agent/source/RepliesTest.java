package io.probeagent.agent.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers leave in the order of the questions, and not before they are due. */
final class RepliesTest {
  private final ChannelInboundHandlerAdapter handler = new ChannelInboundHandlerAdapter();
  private final EmbeddedChannel channel = new EmbeddedChannel(handler);
  private final ChannelHandlerContext ctx = channel.pipeline().context(handler);
  private final Replies replies = new Replies();

  @Test
  void whatIsDueWaitsForWhatWasAskedBefore() {
    Runnable first = replies.owe(ctx, "first");
    Runnable second = replies.owe(ctx, "second");

    second.run();
    assertThat(sent()).isEmpty();
    first.run();

    assertThat(sent()).isEqualTo("first\nsecond\n");
  }

  @Test
  void anAnswerLeavesOnceHoweverOftenItIsDue() {
    Runnable answer = replies.owe(ctx, "OK");

    answer.run();
    answer.run();

    assertThat(sent()).isEqualTo("OK\n");
  }

  @Test
  void whoIsOwedManyIsNotReadFromUntilAllHaveLeft() {
    List<Runnable> owed = new ArrayList<>();
    for (int i = 0; i < 63; i++) {
      owed.add(replies.owe(ctx, "OK"));
    }
    assertThat(channel.config().isAutoRead()).isTrue();
    owed.add(replies.owe(ctx, "OK"));
    assertThat(channel.config().isAutoRead()).isFalse();

    owed.subList(0, 63).forEach(Runnable::run);
    assertThat(channel.config().isAutoRead()).isFalse();
    owed.get(63).run();

    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(sent()).hasLineCount(64);
  }

  @Test
  void theConnectionEndsWithTheLastAnswer() {
    Runnable last = replies.owe(ctx, "last");
    replies.end(ctx);
    assertThat(channel.isOpen()).isTrue();

    last.run();

    assertThat(sent()).isEqualTo("last\n");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whoIsOwedNothingEndsAtOnce() {
    replies.end(ctx);

    assertThat(channel.isOpen()).isFalse();
  }

  private String sent() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(UTF_8));
      part.release();
    }
    return text.toString();
  }
}
