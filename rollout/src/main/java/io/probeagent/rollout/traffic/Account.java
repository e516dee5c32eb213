package io.probeagent.rollout.traffic;

import io.probeagent.rollout.record.Chronicle;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import org.jspecify.annotations.Nullable;

/** What a client tells of its requests: each once. */
record Account(ClientKind kind, Chronicle chronicle) {
  /** It has ended, now. */
  void ended(String pod, long start, long asked, @Nullable Failure failure) {
    chronicle.exchanged(new Exchange(kind, pod, start, System.nanoTime(), asked, failure));
  }

  /** It was handed back, now. */
  void handedBack(String pod) {
    chronicle.handedBack(kind, pod, System.nanoTime());
  }
}
