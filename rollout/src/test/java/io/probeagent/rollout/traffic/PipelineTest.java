package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.record.ClientKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelineTest {
  private static final Load LOAD =
      Load.of(Map.of(ClientKind.PIPELINE, 1), new RequestPlan.Sample(), 7);

  private static List<Peer.Received> four(Peer peer) throws IOException {
    List<Peer.Received> requests = new ArrayList<>();
    for (int i = 0; i < PipelineClient.DEPTH; i++) {
      Peer.Received request = peer.receive();
      if (request != null) {
        requests.add(request);
      }
    }
    return requests;
  }

  private static List<String> lines(List<Peer.Received> requests) {
    return requests.stream().map(Peer.Received::line).toList();
  }

  @Test
  void whatIsBehindTheLastAnswerIsHandedBackAndSentAnew() throws IOException, InterruptedException {
    List<String> first = Collections.synchronizedList(new ArrayList<>());
    List<String> second = Collections.synchronizedList(new ArrayList<>());
    Notes notes = new Notes();
    try (FakeServer server =
        new FakeServer(
            (peer, connection) -> {
              if (connection == 1) {
                List<Peer.Received> requests = four(peer);
                first.addAll(lines(requests));
                peer.send(Peer.closing(requests.get(0).answer()));
                peer.isEnded();
                return;
              }
              Peer.Received request = peer.receive();
              while (request != null) {
                second.add(request.line());
                peer.send(request.answer());
                request = peer.receive();
              }
            })) {
      assertThat(Loads.kinds(LOAD, server, notes, 5)).containsOnly("good");
    }
    assertThat(notes.handedBack()).containsExactly("pod-1", "pod-1", "pod-1");
    assertThat(second.subList(0, 3)).isEqualTo(first.subList(1, 4));
    assertThat(notes.exchanges()).hasSize(1 + second.size());
    assertThat(notes.exchanges().get(0).pod()).isEqualTo("pod-1");
    assertThat(notes.exchanges().get(1).pod()).isEqualTo("pod-2");
  }

  private interface Script {
    void serve(Peer peer, List<Peer.Received> requests) throws IOException;
  }

  private static List<String> firstFour(Script script, Duration patience)
      throws IOException, InterruptedException {
    Load load = new Load(LOAD.clients(), LOAD.plan(), LOAD.think(), patience, LOAD.seed());
    Notes notes = new Notes();
    try (FakeServer server =
        new FakeServer(
            (peer, connection) -> {
              script.serve(peer, four(peer));
              peer.isEnded();
            })) {
      List<String> kinds = Loads.kinds(load, server, notes, PipelineClient.DEPTH);
      assertThat(notes.handedBack()).isEmpty();
      return kinds;
    }
  }

  @Test
  void allAreLostByAReset() throws IOException, InterruptedException {
    assertThat(firstFour((peer, requests) -> peer.reset(), Load.PATIENCE))
        .containsExactly("reset", "reset", "reset", "reset");
  }

  @Test
  void allThatHaveNoAnswerAreLostByAnEnd() throws IOException, InterruptedException {
    assertThat(
            firstFour(
                (peer, requests) -> {
                  peer.send(requests.get(0).answer());
                  peer.halfClose();
                },
                Load.PATIENCE))
        .startsWith("good", "eof", "eof", "eof");
  }

  @Test
  void silenceIsATimeout() throws IOException, InterruptedException {
    assertThat(firstFour((peer, requests) -> {}, Duration.ofMillis(300))).containsOnly("timeout");
  }

  @Test
  void answersInTheWrongOrderAreNoticed() throws IOException, InterruptedException {
    assertThat(
            firstFour(
                (peer, requests) -> {
                  peer.send(requests.get(1).answer() + requests.get(0).answer());
                  peer.halfClose();
                },
                Load.PATIENCE))
        .startsWith("protocol", "protocol");
  }

  @Test
  void aBadStatusIsOnlyThatOnes() throws IOException, InterruptedException {
    assertThat(
            firstFour(
                (peer, requests) -> {
                  peer.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
                  for (Peer.Received request : requests.subList(1, requests.size())) {
                    peer.send(request.answer());
                  }
                },
                Duration.ofSeconds(2)))
        .containsExactly("status", "good", "good", "good");
  }
}
