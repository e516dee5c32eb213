package io.probeagent.agent.source;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.TooLongFrameException;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Plan;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.net.InboundHandler;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.App.View;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.source.Control.Waiting;
import io.probeagent.agent.state.StateKeeper;
import io.probeagent.agent.wire.Grammar;
import io.probeagent.agent.wire.Line;
import io.probeagent.agent.wire.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One connection of an app: reads lines, answers each with one line, in order.
 *
 * <pre>
 *   ▶ INSTANCE=4f2a      ◀ OK
 *   ▶ READY=1            ◀ OK
 *   ▶ STOPPING=1         ◀ OK delay_ms=5000 deadline_ms=27000
 *   ▶ READY=maybe        ◀ ERR READY is 'maybe' (expected: 0 or 1)
 *   ▶ DRAIN wait         ◀ {"drained":true,…}, when it is over
 * </pre>
 *
 * An {@code OK} is sent when what was said would survive the agent's own death.
 */
public final class StreamHandler extends InboundHandler {
  /** What all connections of all apps share. */
  public record Context(
      Pod pod,
      StateKeeper keeper,
      Control control,
      Transport transport,
      Set<Integer> controlUids,
      SourceErrors errors,
      Peers peers) {}

  private static final String OK = "OK";
  private static final long PATIENCE_MILLIS = 100;

  private final App app;
  private final Context context;
  private String lease = "";
  private boolean first = true;
  private boolean deaf;
  private final Replies replies = new Replies();
  private final List<Waiting> waits = new ArrayList<>();

  StreamHandler(App app, Context context) {
    this.app = app;
    this.context = context;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context.peers().opened(app, ctx.channel());
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loseLease(ctx);
    waits.forEach(Waiting::left);
    context.peers().closed(app, ctx.channel());
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    ByteBuf text = (ByteBuf) frame;
    try {
      line(ctx, ByteBufUtil.getBytes(text));
    } finally {
      text.release();
    }
  }

  private void line(ChannelHandlerContext ctx, byte[] bytes) {
    context.peers().heard(app, ctx.channel());
    Line line = Message.line(bytes);
    boolean wasFirst = first;
    first = false;
    if (line instanceof Line.Says says) {
      said(ctx, says.word());
    } else if (line instanceof Line.Names names) {
      named(ctx, names.id(), wasFirst);
    } else if (line instanceof Line.Asks asks) {
      asked(ctx, asks);
    } else if (line instanceof Line.Ignored ignored) {
      context.errors().error(app.name(), "socket", "ignored", ignored.key());
      reply(ctx, OK);
    } else if (line instanceof Line.Malformed bad) {
      refuse(ctx, "malformed", bad.why());
    }
  }

  private void said(ChannelHandlerContext ctx, Word word) {
    View view = context.pod().signal(app, new Signal.Said(lease, List.of(word)));
    Instance instance = view.state().instance();
    if (!lease.isEmpty() && instance != null && !instance.id().equals(lease)) {
      refuse(ctx, "superseded", "instance " + lease + " was superseded by " + instance.id());
      return;
    }
    Drain drain = view.state().drain();
    if (word instanceof Word.Stopping && drain != null) {
      Plan plan = Plan.of(drain, context.pod().now());
      replyWhenWritten(
          ctx, "OK delay_ms=" + plan.delayMillis() + " deadline_ms=" + plan.deadlineMillis());
    } else {
      replyWhenWritten(ctx, OK);
    }
  }

  private void named(ChannelHandlerContext ctx, String id, boolean wasFirst) {
    if (!wasFirst) {
      refuse(ctx, "malformed", "INSTANCE is not the first line of its connection");
      return;
    }
    lease = id;
    context.peers().lease(app, ctx.channel(), id);
    context.pod().signal(app, new Signal.LeaseOpened(id));
    replyWhenWritten(ctx, OK);
  }

  private void asked(ChannelHandlerContext ctx, Line.Asks asks) {
    switch (asks.command()) {
      case STATE -> replyLater(ctx, answer -> context.control().state(app, answer));
      case CHECK ->
          replyLater(ctx, answer -> context.control().check(app, asks.argument(), answer));
      case DRAIN -> {
        if (asks.argument().equals("wait")) {
          drainAndWait(ctx);
        } else if (asks.argument().isEmpty()) {
          reply(ctx, control(ctx, asks.command(), context.control()::drain));
        } else {
          String shown = asks.argument().substring(0, Math.min(40, asks.argument().length()));
          String why = "DRAIN is '" + Grammar.printable(shown) + "' (expected: nothing, or wait)";
          refuse(ctx, "malformed", why);
        }
      }
      case UNDRAIN -> reply(ctx, control(ctx, asks.command(), context.control()::undrain));
    }
  }

  private String control(
      ChannelHandlerContext ctx, Line.Command command, BiFunction<App, String, String> verb) {
    String who = "uid " + peer(ctx);
    return mayControl(ctx)
        ? verb.apply(app, who)
        : context.control().refused(app, command.name(), who);
  }

  /** The connection may be silent until the drain is over; what is asked behind it waits too. */
  private void drainAndWait(ChannelHandlerContext ctx) {
    if (isDeaf(ctx)) {
      return;
    }
    Consumer<String> reply = replies.owe(ctx);
    context.peers().waits(app, ctx.channel());
    AtomicBoolean over = new AtomicBoolean();
    List<Waiting> mine = new ArrayList<>(1);
    Consumer<String> out =
        text -> {
          over.set(true);
          waits.removeAll(mine);
          context.peers().answered(app, ctx.channel());
          reply.accept(text);
        };
    String who = "uid " + peer(ctx);
    mine.add(
        mayControl(ctx)
            ? context.control().drainAndWait(app, who, out)
            : context.control().refusedLate(app, "DRAIN", who, out));
    if (!over.get()) {
      waits.addAll(mine);
    }
  }

  private boolean mayControl(ChannelHandlerContext ctx) {
    try {
      for (int uid : context.controlUids()) {
        if (context.transport().isPeer(ctx.channel(), uid)) {
          return true;
        }
      }
    } catch (IOException unknown) {
      return false;
    }
    return false;
  }

  private String peer(ChannelHandlerContext ctx) {
    try {
      return context.transport().peer(ctx.channel());
    } catch (IOException unknown) {
      return "unknown";
    }
  }

  private void refuse(ChannelHandlerContext ctx, String kind, String why) {
    context.errors().error(app.name(), "socket", kind, why);
    reply(ctx, "ERR " + why);
  }

  private void replyWhenWritten(ChannelHandlerContext ctx, String text) {
    if (isDeaf(ctx)) {
      return;
    }
    Runnable send = replies.owe(ctx, text);
    if (context.keeper().isWritten()) {
      send.run();
      return;
    }
    context.keeper().whenWritten(send);
    // A volume that hangs must not hang the app: it is then told without the promise.
    ctx.executor().schedule(send, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void reply(ChannelHandlerContext ctx, String text) {
    if (!isDeaf(ctx)) {
      replies.owe(ctx, text).run();
    }
  }

  private void replyLater(ChannelHandlerContext ctx, Consumer<Consumer<String>> question) {
    if (!isDeaf(ctx)) {
      question.accept(replies.owe(ctx));
    }
  }

  /** Who does not read the answers gets no more of them; what is said still counts. */
  private boolean isDeaf(ChannelHandlerContext ctx) {
    boolean now = !ctx.channel().isWritable();
    if (now && !deaf) {
      context.errors().error(app.name(), "socket", "deaf", "the peer does not read its answers");
    }
    deaf = now;
    return now;
  }

  /** The peer has said all it will; what it is still owed is answered, then the connection ends. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      loseLease(ctx);
      waits.forEach(Waiting::mayHaveLeft);
      replies.end(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      first = false;
      refuse(ctx, "too_long", "a line has more than " + Grammar.MAX_BYTES + " bytes");
    } else {
      ctx.close();
    }
  }

  private void loseLease(ChannelHandlerContext ctx) {
    // Behind a BYE=1 the instance is over, and has no lease to lose.
    if (context.peers().release(app, ctx.channel(), lease)) {
      context.pod().signal(app, new Signal.LeaseLost(lease));
    }
  }
}
