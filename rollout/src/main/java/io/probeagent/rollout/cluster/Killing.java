package io.probeagent.rollout.cluster;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How kubelet kills a container (pkg/kubelet/kuberuntime, killContainer).
 *
 * <pre>
 *   1 preStop hook     at most the grace period; the whole seconds that it takes are deducted
 *   2 turn             a native sidecar waits until the app has ended, or the rest is over;
 *                      the whole seconds are deducted (kuberuntime_termination_order.go)
 *   3 SIGTERM
 *   4 SIGKILL          when the rest is over, of which at least 2 s are left
 * </pre>
 */
final class Killing {
  /** minimumGracePeriodInSeconds. */
  static final Duration LEAST = Duration.ofSeconds(2);

  private final Loop loop;
  private final @Nullable BiConsumer<Duration, Runnable> hook;
  private final boolean waits;
  private long grace;
  private Runnable term = () -> {};
  private Runnable kill = () -> {};
  private Loop.@Nullable Timer timer;
  private boolean turned;
  private boolean waiting;
  private boolean over;
  private long stepBegan;

  /**
   * @param gracePeriod of which kubelet knows whole seconds only
   * @param hook called with the longest time that it may take, and what is to be done then; null
   *     for none
   * @param waits whether it must wait for its turn
   */
  Killing(
      Loop loop,
      Duration gracePeriod,
      @Nullable BiConsumer<Duration, Runnable> hook,
      boolean waits) {
    this.loop = loop;
    this.grace = gracePeriod.toSeconds();
    this.hook = hook;
    this.waits = waits;
  }

  void begin(Runnable sigterm, Runnable sigkill) {
    term = sigterm;
    kill = sigkill;
    stepBegan = loop.now();
    if (hook == null || grace <= 0) {
      await();
    } else {
      hook.accept(Duration.ofSeconds(grace), this::hooked);
    }
  }

  private void hooked() {
    deduct();
    await();
  }

  private void await() {
    if (over) {
      return;
    }
    if (!waits || turned || grace <= 0) {
      terminate();
      return;
    }
    waiting = true;
    stepBegan = loop.now();
    timer = loop.after(Duration.ofSeconds(grace), this::turn);
  }

  /** Its turn has come; it need not be waited for any more. */
  void turn() {
    turned = true;
    if (waiting) {
      waiting = false;
      cancel();
      deduct();
      terminate();
    }
  }

  private void terminate() {
    if (over) {
      return;
    }
    term.run();
    timer = loop.after(Duration.ofSeconds(Math.max(grace, LEAST.toSeconds())), kill);
  }

  /** The container has ended, by whatever cause. */
  void over() {
    over = true;
    cancel();
  }

  private void deduct() {
    grace -= Duration.ofNanos(loop.now() - stepBegan).toSeconds();
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
