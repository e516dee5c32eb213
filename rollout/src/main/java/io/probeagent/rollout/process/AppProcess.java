package io.probeagent.rollout.process;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An app that has opened its port; it need not be ready. */
public record AppProcess(Child child, InetSocketAddress address) {
  private static final Pattern LISTENING = Pattern.compile("sample-app listening on ([0-9]{1,5})");

  /**
   * Waits until an app says where it listens.
   *
   * @throws LifeBroken if it does not
   */
  public static AppProcess listening(Child child, Duration most)
      throws InterruptedException, LifeBroken {
    Optional<String> line = child.output().await(most, text -> LISTENING.matcher(text).matches());
    Matcher matcher = LISTENING.matcher(line.orElse(""));
    if (!matcher.matches()) {
      String end = child.hasEnded() ? "ended instead of serving" : "does not say that it listens";
      throw new LifeBroken("the app " + end + "; it said: " + child.output().tail());
    }
    int port = Integer.parseInt(matcher.group(1));
    return new AppProcess(child, Ports.loopback(port));
  }
}
