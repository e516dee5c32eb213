package io.probeagent.sample;

import io.probeagent.client.ProbeClient;
import io.probeagent.sample.drain.Timers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Starts the server, waits for a signal on the main thread, and drains on it. */
public final class SampleApp {

  private SampleApp() {}

  /**
   * Ends the JVM: with 0 after SIGTERM or SIGINT, with 1 if it cannot serve, with 2 if it was
   * called wrongly.
   *
   * @param args none, or {@code --help}; settings come from the environment
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      boolean asked = List.of("--help").equals(List.of(args));
      (asked ? System.out : System.err).print(Settings.HELP);
      System.exit(asked ? 0 : 2);
    }
    System.exit(exitCode());
  }

  /** Whatever goes wrong, the JVM ends: the event loops alone would keep it. */
  private static int exitCode() throws InterruptedException {
    try {
      run(Settings.from(System.getenv()));
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("sample-app: " + e.getMessage());
      return 2;
    } catch (IllegalStateException e) {
      System.err.println("sample-app: " + e.getMessage() + ": " + Objects.toString(e.getCause()));
      return 1;
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      return 1;
    }
  }

  private static void run(Settings settings) throws InterruptedException {
    // First of all: a signal that comes before this would kill the JVM, with exit code 143.
    StopSignal stop =
        settings.stopMode() == StopMode.ABRUPT ? StopSignal.none() : StopSignal.install();
    try (ProbeClient client = ProbeClient.connect()) {
      Server server =
          Server.start(settings.port(), Timers.DEFAULT, settings.stopMode(), client::inFlight);
      // Closed from right to left: the agent hears the good-bye, then the event loops end.
      try (server;
          client) {
        serve(settings, stop, server, client);
      }
    }
  }

  private static void serve(Settings settings, StopSignal stop, Server server, ProbeClient client)
      throws InterruptedException {
    System.out.println("sample-app listening on " + server.port());
    if (!stop.first().await(settings.startDelay().toMillis(), TimeUnit.MILLISECONDS)) {
      client.ready();
      System.out.println("ready");
      awaitEnd(settings, stop);
    }
    stop.onSecond(server.traffic()::hurry);
    settings.stopMode().stop(server, client.draining(), System.out::println);
  }

  /** As a Job it ends by itself, and then as in order as at a signal. */
  private static void awaitEnd(Settings settings, StopSignal stop) throws InterruptedException {
    if (settings.exitAfter().isZero()) {
      stop.first().await();
    } else if (!stop.first().await(settings.exitAfter().toMillis(), TimeUnit.MILLISECONDS)) {
      System.out.println("served for " + settings.exitAfter().toMillis() + " ms");
    }
  }
}
