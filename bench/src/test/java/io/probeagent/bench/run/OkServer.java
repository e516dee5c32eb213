package io.probeagent.bench.run;

import com.sun.net.httpserver.HttpServer;
import io.probeagent.bench.load.Loopback;
import io.probeagent.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server that says 200 to everything, as a process. */
record OkServer(String name) implements Subject {
  public static void main(String[] arguments) throws IOException {
    HttpServer server = HttpServer.create(Loopback.port(Integer.parseInt(arguments[0])), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @Override
  public String describe() {
    return "the JDK's server";
  }

  @Override
  public Launch launch(int port, Path folder) {
    return new Launch(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-cp",
            System.getProperty("java.class.path"),
            OkServer.class.getName(),
            Integer.toString(port)),
        Map.of());
  }
}
