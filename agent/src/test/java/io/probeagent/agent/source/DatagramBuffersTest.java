package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.UncheckedBooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop turns to its other channels behind 16 datagrams, or 4096 bytes. */
final class DatagramBuffersTest {
  private final ExtendedHandle handle = (ExtendedHandle) new DatagramBuffers().newHandle();

  @BeforeEach
  void start() {
    handle.reset(new EmbeddedChannel().config());
  }

  @Test
  void smallOnesAreReadUpToTheirNumber() {
    for (int i = 1; i < 16; i++) {
      assertThat(goesOnBehind(10)).as("datagram " + i).isTrue();
    }
    assertThat(goesOnBehind(10)).isFalse();
  }

  @Test
  void largeOnesAreReadUpToTheirSize() {
    assertThat(goesOnBehind(4095)).isTrue();
    assertThat(goesOnBehind(1)).isFalse();
  }

  @Test
  void theNextTurnHasItsOwnShare() {
    assertThat(goesOnBehind(4097)).isFalse();
    handle.reset(new EmbeddedChannel().config());
    assertThat(goesOnBehind(10)).isTrue();
  }

  @Test
  void eachHasRoomForOneByteTooMany() {
    assertThat(handle.guess()).isEqualTo(4097);
    goesOnBehind(4000);
    assertThat(handle.guess()).isEqualTo(4097);
  }

  private boolean goesOnBehind(int bytes) {
    handle.incMessagesRead(1);
    handle.lastBytesRead(bytes);
    return handle.continueReading(UncheckedBooleanSupplier.TRUE_SUPPLIER);
  }
}
