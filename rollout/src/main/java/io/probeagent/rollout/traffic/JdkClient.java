package io.probeagent.rollout.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.probeagent.rollout.record.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The JDK's own client, behind a relay of its own; what connections it has is its own affair. */
final class JdkClient implements Client {
  static {
    // Read when the first HttpClient of this process sends. OpenJDK, MultiExchange: a failed
    // connect
    // is tried again unless this is set, and a GET on a connection that has just died unless the
    // number of attempts is 1.
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
  }

  private final HttpClient http;
  private final Relay relay;
  private final Requests requests;
  private final Account account;
  private final Stop stop;
  private final Duration patience;

  JdkClient(
      Executor executor,
      Relay relay,
      Requests requests,
      Account account,
      Stop stop,
      Duration patience) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(executor)
            .build();
    this.relay = relay;
    this.requests = requests;
    this.account = account;
    this.stop = stop;
    this.patience = patience;
  }

  @Override
  public void turn() throws InterruptedException {
    Request request = requests.next();
    HttpRequest call = call(request);
    long start = System.nanoTime();
    Failure failure = exchange(request, call);
    account.ended(relay.pod(), start, request.asked(), failure);
    stop.pause(failure == null ? 0 : Stop.AFTER_FAILURE_MILLIS);
  }

  private HttpRequest call(Request request) {
    BodyPublisher body =
        request.body().isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(request.body(), ISO_8859_1);
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + relay.address().getPort() + request.path()))
        .method(request.method(), body)
        .timeout(patience)
        .build();
  }

  private @Nullable Failure exchange(Request request, HttpRequest call)
      throws InterruptedException {
    try {
      HttpResponse<String> answer = http.send(call, BodyHandlers.ofString(ISO_8859_1));
      return request.judge(answer.statusCode(), answer.body());
    } catch (IOException e) {
      String refusal = relay.refusal();
      return refusal == null ? Diagnosis.of(e) : new Failure(Failure.Kind.REFUSED, refusal);
    }
  }

  @Override
  public void close() {
    relay.close();
  }
}
