package io.probeagent.agent;

import java.lang.reflect.Proxy;

/**
 * Takes SIGTERM and SIGINT, so that the process ends when it is done and with the code 0: the JVM's
 * own handler exits with 143 and leaves no say in the order of things.
 *
 * <p>{@code sun.misc.Signal} is in every JDK (module jdk.unsupported) and has no successor. It is
 * called by reflection because the compiler's warning about it cannot be turned off.
 */
final class StopSignal {
  private StopSignal() {}

  /** Runs the action, on a thread of the JVM's, at each of the signals. */
  static void on(Runnable action, String... names) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                  return null;
                }
                return method.getName().equals("equals")
                    ? (Object) (self == arguments[0])
                    : method.getName().equals("hashCode") ? System.identityHashCode(self) : "stop";
              });
      for (String name : names) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("signals cannot be handled in this JVM", e);
    }
  }
}
