package io.probeagent.agent.source;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import io.probeagent.agent.wire.Grammar;

/**
 * How much is read of a socket before the loop turns to its other channels: so many datagrams that
 * their senders hardly wait, but never so much text that a probe does. A datagram can have 2000
 * lines, and reading those takes a small CPU some milliseconds.
 */
final class DatagramBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
  static final int MOST_DATAGRAMS = 16;
  static final int MOST_BYTES = Grammar.MAX_BYTES;

  DatagramBuffers() {
    super(MOST_DATAGRAMS);
  }

  @Override
  @SuppressWarnings("deprecation") // it is what the interface returns
  public RecvByteBufAllocator.Handle newHandle() {
    return new MaxMessageHandle() {
      /** One byte more than counts, to see whether there is more. */
      @Override
      public int guess() {
        return Grammar.MAX_BYTES + 1;
      }

      @Override
      public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
        return totalBytesRead() < MOST_BYTES && super.continueReading(maybeMore);
      }
    };
  }
}
