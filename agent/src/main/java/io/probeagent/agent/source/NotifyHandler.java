package io.probeagent.agent.source;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.unix.DomainDatagramPacket;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.net.InboundHandler;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.wire.Datagram;
import io.probeagent.agent.wire.Message;

/**
 * Takes an app's datagrams, each as one message. Whoever sent it is not known: file descriptors and
 * credentials that are passed along are not asked for, and the kernel closes the former.
 *
 * <pre>
 *   ▶ READY=1\nSTATUS=Serving\nMAINPID=4711
 *   ▶ WATCHDOG=1
 *   ▶ STOPPING=1
 * </pre>
 */
final class NotifyHandler extends InboundHandler {
  private static final String SOURCE = "notify";
  private static final long[] NOWHERE = new long[1];

  private final App app;
  private final Pod pod;
  private final Counters counters;
  private final SourceErrors errors;
  private long[] read = NOWHERE;

  NotifyHandler(App app, Pod pod, Counters counters, SourceErrors errors) {
    this.app = app;
    this.pod = pod;
    this.counters = counters;
    this.errors = errors;
  }

  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    read = counters.notified(app.name());
    ctx.fireChannelRegistered();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DomainDatagramPacket packet = (DomainDatagramPacket) message;
    try {
      read(packet);
    } finally {
      packet.release();
    }
  }

  private void read(DomainDatagramPacket packet) {
    read[0]++;
    Datagram datagram = Datagram.read(ByteBufUtil.getBytes(packet.content()));
    if (datagram instanceof Datagram.Heard heard) {
      hear(heard.message());
    } else if (datagram instanceof Datagram.Refused refused) {
      errors.error(app.name(), SOURCE, refused.kind(), refused.why());
    }
  }

  /** Tells at most one error of a kind for each datagram, which can have 2000 lines. */
  private void hear(Message message) {
    if (!message.malformed().isEmpty()) {
      errors.error(app.name(), SOURCE, "malformed", all(message));
    }
    if (!message.instance().isEmpty()) {
      errors.error(
          app.name(), SOURCE, "ignored", "INSTANCE=" + message.instance() + " in a datagram");
    } else if (message.ignored() > 0) {
      errors.error(app.name(), SOURCE, "ignored", "keys that are not known: " + message.ignored());
    }
    if (!message.words().isEmpty()) {
      pod.signal(app, new Signal.Said(Signal.ANYONE, message.words()));
    }
  }

  private static String all(Message message) {
    int more = message.malformed().size() - 1;
    return message.malformed().get(0) + (more == 0 ? "" : ", and " + more + " lines more");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    errors.error(app.name(), SOURCE, "read", cause.toString());
  }
}
