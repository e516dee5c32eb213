package io.probeagent.agent.http;

import io.probeagent.agent.http.Endpoints.Asked;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests that have been read before, byte for byte. kubelet sends the same bytes at every probe,
 * so most requests need no second reading: and as all that is known here was read by the one
 * decoder, there is no other reader that could understand them otherwise.
 *
 * <p>Belongs to the event loop.
 */
final class KnownRequests {
  /** Of each app and probe there is one, as a rule; strangers may send others. */
  static final int MOST = 16;

  static final int MAX_BYTES = 512;

  private final Known[] known = new Known[MOST];
  private int size;
  private int next;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Known(byte[] bytes, Asked asked) {}

  /** What the first bytes of a connection ask for; null if that is not known. */
  @Nullable Asked find(byte[] bytes, int length) {
    for (int i = 0; i < size; i++) {
      byte[] same = known[i].bytes;
      if (same.length == length && Arrays.equals(same, 0, length, bytes, 0, length)) {
        return known[i].asked;
      }
    }
    return null;
  }

  /** From now on that is known; when there are too many, the oldest is forgotten. */
  void learn(byte[] bytes, Asked asked) {
    if (bytes.length > MAX_BYTES || find(bytes, bytes.length) != null) {
      return;
    }
    known[next] = new Known(bytes, asked);
    next = (next + 1) % MOST;
    size = Math.max(size, next == 0 ? MOST : next);
  }
}
