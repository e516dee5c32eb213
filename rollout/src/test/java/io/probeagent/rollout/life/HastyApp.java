package io.probeagent.rollout.life;

import com.sun.net.httpserver.HttpServer;
import io.probeagent.rollout.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does all that an app should, but for the last thing: it drains, and then ends without a look at
 * what is in flight.
 */
final class HastyApp {
  private HastyApp() {}

  public static void main(String[] arguments) throws Exception {
    Path dir = Path.of(System.getenv("PROBE_DIR"));
    CountDownLatch visited = new CountDownLatch(1);
    HttpServer server = HttpServer.create(Ports.loopback(0), 0);
    server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/work")) {
            pause(600_000);
          }
          visited.countDown();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(dir, visited)));
    tell(dir, "READY=0");
    System.out.println("sample-app listening on " + server.getAddress().getPort());
    pause(Integer.parseInt(System.getenv("START_DELAY_MS")));
    tell(dir, "READY=1");
    // The runner waits until the app has found the agent again.
    while (true) {
      try (Talk talk = Talk.to(dir.resolve("signal.sock"))) {
        talk.say("INSTANCE=hasty");
        talk.say("READY=1");
        talk.awaitEnd();
      } catch (IOException agentIsAway) {
        pause(20);
      }
    }
  }

  private static void end(Path dir, CountDownLatch visited) {
    tell(dir, "READY=0\nSTOPPING=1");
    try {
      Talk.once(dir.resolve("signal.sock"), "STOPPING=1");
      // Whoever visits has seen that it drains.
      boolean unused = visited.await(30, TimeUnit.SECONDS);
      pause(500);
      Talk.once(dir.resolve("signal.sock"), "BYE=1");
      Files.delete(dir.resolve("live"));
    } catch (IOException | InterruptedException e) {
      System.err.println(e);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void tell(Path dir, String words) {
    try {
      Path aside = Files.writeString(dir.resolve(".live"), "INSTANCE=hasty\n" + words + "\n");
      Files.move(aside, dir.resolve("live"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
