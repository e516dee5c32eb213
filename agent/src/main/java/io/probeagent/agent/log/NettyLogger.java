package io.probeagent.agent.log;

import io.netty.util.internal.logging.AbstractInternalLogger;
import org.jspecify.annotations.Nullable;

/**
 * What Netty says through one of its loggers: warnings and errors are lines of our log, the rest is
 * left out. Netty's interface has a method for each level and number of arguments.
 */
final class NettyLogger extends AbstractInternalLogger {
  private static final long serialVersionUID = 1L;

  private final transient EventLog log;

  NettyLogger(String name, EventLog log) {
    super(name);
    this.log = log;
  }

  /** The text with each {@code {}} replaced by an argument; an error that is left over is told. */
  private void say(String text, @Nullable Object... arguments) {
    StringBuilder message = new StringBuilder(text.length() + 32);
    int from = 0;
    int next = 0;
    int place = text.indexOf("{}");
    while (place >= 0 && next < arguments.length) {
      message.append(text, from, place).append(arguments[next++]);
      from = place + 2;
      place = text.indexOf("{}", from);
    }
    message.append(text, from, text.length());
    Object last = next < arguments.length ? arguments[arguments.length - 1] : null;
    log.warn(
        "library",
        "logger",
        name(),
        "message",
        message,
        "error",
        last instanceof Throwable thrown ? thrown.toString() : "");
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public void trace(String text) {}

  @Override
  public void trace(String text, @Nullable Object one) {}

  @Override
  public void trace(String text, @Nullable Object one, @Nullable Object two) {}

  @Override
  public void trace(String text, @Nullable Object... all) {}

  @Override
  public void trace(String text, @Nullable Throwable thrown) {}

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public void debug(String text) {}

  @Override
  public void debug(String text, @Nullable Object one) {}

  @Override
  public void debug(String text, @Nullable Object one, @Nullable Object two) {}

  @Override
  public void debug(String text, @Nullable Object... all) {}

  @Override
  public void debug(String text, @Nullable Throwable thrown) {}

  @Override
  public boolean isInfoEnabled() {
    return false;
  }

  @Override
  public void info(String text) {}

  @Override
  public void info(String text, @Nullable Object one) {}

  @Override
  public void info(String text, @Nullable Object one, @Nullable Object two) {}

  @Override
  public void info(String text, @Nullable Object... all) {}

  @Override
  public void info(String text, @Nullable Throwable thrown) {}

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public void warn(String text) {
    say(text);
  }

  @Override
  public void warn(String text, @Nullable Object one) {
    say(text, one);
  }

  @Override
  public void warn(String text, @Nullable Object one, @Nullable Object two) {
    say(text, one, two);
  }

  @Override
  public void warn(String text, @Nullable Object... all) {
    say(text, all);
  }

  @Override
  public void warn(String text, @Nullable Throwable thrown) {
    say(text, thrown);
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public void error(String text) {
    say(text);
  }

  @Override
  public void error(String text, @Nullable Object one) {
    say(text, one);
  }

  @Override
  public void error(String text, @Nullable Object one, @Nullable Object two) {
    say(text, one, two);
  }

  @Override
  public void error(String text, @Nullable Object... all) {
    say(text, all);
  }

  @Override
  public void error(String text, @Nullable Throwable thrown) {
    say(text, thrown);
  }
}
