package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Prober;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What kubelet sends over the wire. Blocks. */
final class Kubelet {
  private static final String VERSION = "1.34";

  /** maxProbeRetries (pkg/kubelet/prober/prober.go). */
  private static final int TRIES = 3;

  private Kubelet() {}

  /**
   * Asks a probe's question (pkg/probe/http). No answer in time is a failure at once; an answer
   * whose body does not end is an error, tried again, and in the end thrown away (prober.go,
   * runProbeWithRetries; worker.go: "Prober error, throw away the result").
   */
  static ProbeAnswer probe(ProbeSpec spec, InetSocketAddress address) {
    List<String> headers =
        List.of("User-Agent: kube-probe/" + VERSION, "Accept: */*", "Connection: close");
    for (int i = 0; i < TRIES; i++) {
      try {
        HttpGet.Reply reply = HttpGet.send(address, spec.path(), headers, spec.timeout());
        if (reply.whole()) {
          return ProbeAnswer.of(reply.status());
        }
      } catch (IOException e) {
        return ProbeAnswer.of(Prober.NO_ANSWER);
      }
    }
    return ProbeAnswer.THROWN_AWAY;
  }

  /**
   * Calls a hook (pkg/kubelet/lifecycle/handlers.go, runHTTPHandler): keeps the connection alive as
   * far as the header says, reads and forgets the body, takes any status for success.
   */
  static Machine.HookAnswer hook(Hook hook, InetSocketAddress address, Duration most) {
    List<String> headers = new ArrayList<>();
    headers.add("User-Agent: kube-lifecycle/" + VERSION);
    headers.add("Accept: */*");
    hook.headers().forEach((name, value) -> headers.add(name + ": " + value));
    try {
      HttpGet.Reply reply = HttpGet.send(address, hook.path(), headers, most);
      return new Machine.HookAnswer(reply.status(), "");
    } catch (IOException e) {
      return new Machine.HookAnswer(0, Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }
}
