package io.probeagent.rollout.traffic;

import io.probeagent.rollout.record.ClientKind;
import java.net.URI;
import java.net.URISyntaxException;

/** What is asked for, and what a good answer is. */
public sealed interface RequestPlan {
  int DEFAULT_MAX_WORK_MS = 500;

  /** The longest time that a request asks the server to take, see {@link WorkTimes}. */
  int maxWorkMs();

  /** Whether a client of that kind finds what it asks for. */
  boolean serves(ClientKind kind);

  /**
   * The bundled sample app. A good answer has the very body that was asked for.
   *
   * @param maxWorkMs 0 or more
   */
  record Sample(int maxWorkMs) implements RequestPlan {
    public Sample {
      WorkTimes.check(maxWorkMs);
    }

    public Sample() {
      this(DEFAULT_MAX_WORK_MS);
    }

    @Override
    public boolean serves(ClientKind kind) {
      return true;
    }
  }

  /**
   * Somebody else's app. Each complete answer of 200 to 399 is good, whatever it says; redirects
   * are not followed.
   *
   * @param method such as {@code GET}; requests have no body
   * @param path with query; <code>{ms}</code> in it stands for the work that is asked for
   * @param maxWorkMs 0 or more; 0 if the app cannot be asked to take its time
   */
  record Any(String method, String path, int maxWorkMs) implements RequestPlan {
    static final String WORK = "{ms}";

    /**
     * @throws IllegalArgumentException naming the value and what was expected
     */
    public Any {
      WorkTimes.check(maxWorkMs);
      if (!method.matches("[A-Z]+") || method.equals("CONNECT")) {
        throw new IllegalArgumentException("method=" + method + " (expected: such as GET or POST)");
      }
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("path=" + path + " (expected: /...)");
      }
      try {
        new URI("http://service" + path.replace(WORK, "0"));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("path=" + path + " (expected: a path of a URI)", e);
      }
    }

    @Override
    public boolean serves(ClientKind kind) {
      return switch (kind) {
        case UPLOAD, STREAM, SSE -> false;
        default -> true;
      };
    }
  }
}
