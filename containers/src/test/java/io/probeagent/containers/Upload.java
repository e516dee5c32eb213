package io.probeagent.containers;

import java.io.IOException;

/**
 * A request to the sample app of which half is sent: it is in flight until the test sends the rest.
 */
final class Upload implements AutoCloseable {
  private final Line line;

  private Upload(Line line) {
    this.line = line;
  }

  /** Returns when it is under way, as the agent sees it. */
  static Upload begin(Pod pod) throws IOException, InterruptedException {
    Upload upload = new Upload(pod.line(8080));
    upload.line.send(
        "PUT /upload HTTP/1.1\r\nHost: app\r\nConnection: close\r\nContent-Length: 4\r\n\r\nab");
    Await.answer("a request in flight", () -> pod.inFlight("app"), count -> count > 0);
    return upload;
  }

  /** Sends the rest; returns the first line of the answer. */
  String finish() throws IOException {
    line.send("cd");
    return line.receive();
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
