package io.probeagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.sample.drain.Drain;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R12: a WebSocket never ends by itself; it is told to. The client is the JDK's. */
final class EchoTest implements WebSocket.Listener {

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
    heard.add(text.toString());
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    heard.add("closed " + code);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    heard.add("error " + error);
  }

  @Test
  void saysWhatItIsToldAndThatItGoes() throws Exception {
    try (ServerFixture fixture = new ServerFixture()) {
      URI uri = URI.create("ws://127.0.0.1:" + fixture.server.port() + "/echo");
      WebSocket socket =
          HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, this).join();
      socket.sendText("hello", true).join();
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
      fixture.awaitIdle();
      Drain drain = new Drain(fixture.server.connections(), fixture.server.listener(), line -> {});
      CompletableFuture<Void> drained =
          CompletableFuture.runAsync(
              () -> {
                try {
                  drain.run(Duration.ZERO, Duration.ofMinutes(10));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("closed 1001");
      drained.get(30, TimeUnit.SECONDS);
    }
  }
}
