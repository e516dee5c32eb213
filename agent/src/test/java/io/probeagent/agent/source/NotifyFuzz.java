package io.probeagent.agent.source;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.probeagent.agent.config.Config;
import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.http.FakeTime;
import io.probeagent.agent.http.TestPod;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.wire.MessageClaims;
import java.util.Arrays;
import java.util.Map;

/** Datagrams of whoever can write to notify.sock; a byte 0xff ends one. */
public final class NotifyFuzz {
  private static final byte END = (byte) 0xff;

  /** Errors that one datagram can cause: of malformed lines, of lines without effect. */
  private static final int MOST_ERRORS = 2;

  /** The longest error, in characters. */
  private static final int MOST_DETAIL = 300;

  private static final Config CONFIG = TestPod.of().config();
  private static final DomainSocketAddress ADDRESS = new DomainSocketAddress("/run/notify.sock");

  private final Pod pod;
  private final App app;
  private final EmbeddedChannel channel;
  private int errors;

  private NotifyFuzz() {
    FakeTime time = new FakeTime();
    pod = new Pod(CONFIG.apps(), Map.of(), time, time);
    app = pod.apps().get(0);
    channel = new EmbeddedChannel(new NotifyHandler(app, pod, new Counters(), this::error));
  }

  public static void fuzzerTestOneInput(byte[] input) {
    NotifyFuzz run = new NotifyFuzz();
    int from = 0;
    for (int i = 0; i <= input.length; i++) {
      if (i == input.length || input[i] == END) {
        run.gets(Arrays.copyOfRange(input, from, i));
        from = i + 1;
      }
    }
    run.channel.close();
  }

  private void gets(byte[] datagram) {
    MessageClaims.hold(datagram);
    AppState before = pod.view(app).state();
    ByteBuf bytes = Unpooled.buffer().writeBytes(datagram);
    errors = 0;
    channel.writeInbound(new DomainDatagramPacket(bytes, ADDRESS, ADDRESS));
    Holds.equal(0, bytes.refCnt());
    Holds.that(channel.isOpen(), () -> "closed by a datagram");
    Holds.that(errors <= MOST_ERRORS, () -> errors + " errors of one datagram");
    if (hasNul(datagram)) {
      Holds.equal(before, pod.view(app).state());
    }
    pod.view(app);
  }

  /** As systemd has it, one that is not the end of a C string spoils all of it. */
  private static boolean hasNul(byte[] datagram) {
    for (int i = 0; i + 1 < datagram.length; i++) {
      if (datagram[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private void error(String of, String source, String kind, String detail) {
    errors++;
    Holds.equal("notify", source);
    Holds.that(!kind.equals("read"), () -> detail);
    Holds.printable(detail);
    Holds.that(detail.length() <= MOST_DETAIL, () -> "a long error: " + detail);
  }
}
