package io.probeagent.agent.http;

import io.probeagent.agent.pod.Timers;
import io.probeagent.agent.source.SourceErrors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of the control verbs: given as a value, or in a file that may change. The file
 * is looked at beside the event loop, once for all who ask meanwhile; one that cannot be read
 * within {@code PATIENCE} admits nobody, as an old token may have been revoked by its removal.
 */
final class ControlToken {
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Beyond, one more is judged by the token that was read last. */
  static final int MOST_ASKING = 64;

  private static final String SCHEME = "Bearer ";
  private static final byte[] NONE = {};

  private final @Nullable TokenFile file;
  private final SourceErrors errors;
  private final Executor aside;
  private final Executor loop;
  private final Timers timers;
  private final List<Asked> asking = new ArrayList<>();
  private byte[] token;
  private boolean reading;
  private boolean hangs;
  private long round;

  private record Asked(String authorization, Consumer<Boolean> out) {}

  /**
   * Makes the token.
   *
   * @param aside where the file is read; may reject
   */
  ControlToken(
      Optional<String> value,
      Optional<Path> file,
      SourceErrors errors,
      Executor aside,
      Executor loop,
      Timers timers) {
    this.token = value.orElse("").getBytes(StandardCharsets.UTF_8);
    this.file = file.map(TokenFile::new).orElse(null);
    this.errors = errors;
    this.aside = aside;
    this.loop = loop;
    this.timers = timers;
  }

  /**
   * Judges the value of an {@code Authorization} header. {@code out} runs on the event loop, now or
   * later, with whether it is the token; never if there is none.
   */
  void check(@Nullable String authorization, Consumer<Boolean> out) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      out.accept(false);
    } else if (file == null || hangs || asking.size() >= MOST_ASKING) {
      out.accept(admits(authorization));
    } else {
      asking.add(new Asked(authorization, out));
      read(file);
    }
  }

  private boolean admits(String authorization) {
    byte[] given =
        authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
    return token.length > 0 && MessageDigest.isEqual(given, token);
  }

  private void read(TokenFile path) {
    if (reading) {
      return;
    }
    reading = true;
    long mine = ++round;
    try {
      aside.execute(
          () -> {
            TokenFile.Content content = path.content();
            loop.execute(() -> taken(content));
          });
      timers.in(PATIENCE.toNanos(), () -> giveUp(mine, path));
    } catch (RejectedExecutionException tooMuch) {
      reading = false;
      taken(new TokenFile.Content(NONE, path + " is not read: too much to do"));
    }
  }

  private void taken(TokenFile.Content content) {
    reading = false;
    hangs = false;
    token = content.token();
    if (!content.problem().isEmpty()) {
      errors.error("", "control", "token_file", content.problem());
    }
    answer();
  }

  /** Until the file can be read again, nobody waits for it. */
  private void giveUp(long mine, TokenFile path) {
    if (reading && round == mine && !hangs) {
      hangs = true;
      token = NONE;
      errors.error("", "control", "token_file", path + " hangs");
      answer();
    }
  }

  private void answer() {
    List<Asked> all = List.copyOf(asking);
    asking.clear();
    all.forEach(one -> one.out.accept(admits(one.authorization)));
  }
}
