import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/**
 * The training run of the image's AOT cache: a server's life with requests of the usual kinds, so
 * that the cache holds what a real one loads. Run as a source file by the JDK:
 *
 * <pre>java Train.java java @app.args</pre>
 *
 * <p>The words after the file's name are the server's command. It ends with the server's exit code.
 */
public final class Train {
  private static final int REQUESTS = 200;

  private final HttpClient client;
  private final URI base;

  private Train(HttpClient client, int port) {
    this.client = client;
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  public static void main(String[] command) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("PROBE_DIR", Files.createTempDirectory("train").toString());
    Process app = builder.start();
    for (HttpClient.Version version : HttpClient.Version.values()) {
      new Train(HttpClient.newBuilder().version(version).build(), port).live(app);
    }
    app.destroy();
    if (!app.waitFor(60, TimeUnit.SECONDS)) {
      app.destroyForcibly();
      throw new IllegalStateException("the server did not end within 60 s of SIGTERM");
    }
    System.exit(app.exitValue());
  }

  private void live(Process app) throws Exception {
    await(app);
    for (int i = 0; i < REQUESTS; i++) {
      send(HttpRequest.newBuilder(base.resolve("/")));
      send(
          HttpRequest.newBuilder(base.resolve("/work"))
              .POST(HttpRequest.BodyPublishers.ofString("x")));
    }
    send(HttpRequest.newBuilder(base.resolve("/metrics")));
  }

  private void await(Process app) throws Exception {
    for (int i = 0; i < 600; i++) {
      try {
        send(HttpRequest.newBuilder(base));
        return;
      } catch (IOException notYet) {
        if (!app.isAlive()) {
          throw new IllegalStateException("the server ended with " + app.exitValue(), notYet);
        }
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("the server did not answer within 60 s");
  }

  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    client.send(request.build(), BodyHandlers.discarding());
  }
}
