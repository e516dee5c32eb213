package io.probeagent.agent.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks anybody over HTTP, as kubelet would: 200 to 399 is a yes. For a pod that asks a Service,
 * from an image that has no curl.
 */
final class UrlCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private UrlCheck() {}

  /** The text as an address that can be asked; empty if it is none. */
  static Optional<URI> address(String text) {
    try {
      URI address = new URI(text);
      boolean fits = "http".equals(address.getScheme()) && address.getHost() != null;
      return fits ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * The status code of the answer. A redirect is not followed.
   *
   * @throws IOException if nobody answers within 5 s, or not in HTTP
   */
  static int status(URI address) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    connection.setInstanceFollowRedirects(false);
    try {
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new IOException("the answer is not HTTP");
      }
      return status;
    } finally {
      connection.disconnect();
    }
  }

  static boolean isYes(int status) {
    return status >= 200 && status < 400;
  }
}
