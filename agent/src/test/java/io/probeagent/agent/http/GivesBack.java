package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Stands behind every test: closes the sites that it opened, and fails it if the memory of one
 * answer was not given back. Counted to the byte; Netty's own detector only samples, and needs a
 * garbage collection at the right time.
 */
public final class GivesBack implements TestInstancePreConstructCallback, AfterEachCallback {
  private static final ByteBufAllocatorMetric USED = UnpooledByteBufAllocator.DEFAULT.metric();

  private static @Nullable List<TestSite> sites;
  private static long before;

  /** Outside of a test, as in a run of the fuzzer, nothing is kept. */
  static void opened(TestSite site) {
    List<TestSite> open = sites;
    if (open == null) {
      return;
    }
    if (open.isEmpty()) {
      before = used(); // not earlier: the first site ever makes the answers that never change
    }
    open.add(site);
  }

  static long used() {
    return USED.usedDirectMemory() + USED.usedHeapMemory();
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    sites = new ArrayList<>();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<TestSite> open = sites;
    sites = null;
    if (open == null || open.isEmpty()) {
      return;
    }
    open.forEach(TestSite::close);
    if (context.getExecutionException().isEmpty()) {
      assertThat(used()).as("bytes that answers still take").isEqualTo(before);
    }
  }
}
