package io.probeagent.sample;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM and SIGINT as something to wait for.
 *
 * <p>A shutdown hook would not do: hooks run unordered, with the JVM half gone and its exit code
 * decided (143). {@code sun.misc.Signal} does, and is a supported API (module jdk.unsupported). It
 * is called by reflection because javac warns of it, in a way that no annotation can suppress, and
 * this build lets no warning pass.
 */
final class StopSignal implements InvocationHandler {

  private final CountDownLatch first = new CountDownLatch(1);
  private volatile Runnable onSecond = () -> {};
  private final AtomicInteger received = new AtomicInteger();

  /** One that never comes: the JVM does with signals what it likes. */
  static StopSignal none() {
    return new StopSignal();
  }

  /**
   * @throws IllegalStateException if the JVM keeps these signals for itself, as it does with -Xrs
   */
  static StopSignal install() {
    StopSignal stop = new StopSignal();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(StopSignal.class.getClassLoader(), new Class<?>[] {handler}, stop);
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : new String[] {"TERM", "INT"}) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot handle SIGTERM and SIGINT", e);
    }
    return stop;
  }

  /** Reaches zero with the first signal: stop. */
  CountDownLatch first() {
    return first;
  }

  /** What to do with every further signal: stop faster. Must not block. */
  void onSecond(Runnable faster) {
    onSecond = faster;
    if (received.get() > 1) {
      faster.run();
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) {
    return switch (method.getName()) {
      case "handle" -> {
        if (received.incrementAndGet() == 1) {
          first.countDown();
        } else {
          onSecond.run();
        }
        yield null;
      }
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> args != null && proxy == args[0];
      default -> "StopSignal";
    };
  }
}
