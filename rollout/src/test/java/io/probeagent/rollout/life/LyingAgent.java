package io.probeagent.rollout.life;

import com.sun.net.httpserver.HttpServer;
import io.probeagent.rollout.process.Ports;
import java.io.IOException;

/** Looks like an agent, and passes every probe. */
final class LyingAgent {
  private LyingAgent() {}

  public static void main(String[] arguments) throws IOException {
    int port = 0;
    for (String argument : arguments) {
      if (argument.startsWith("--listen=")) {
        port = Integer.parseInt(argument.substring(argument.lastIndexOf(':') + 1));
      }
    }
    HttpServer server = HttpServer.create(Ports.loopback(port), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    System.out.println("{\"event\":\"started\",\"listen\":\"127.0.0.1:" + port + "\"}");
  }
}
