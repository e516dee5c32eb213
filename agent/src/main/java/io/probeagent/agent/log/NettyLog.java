package io.probeagent.agent.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Netty's warnings, which would be plain text on standard error, as lines of our log. */
public final class NettyLog {
  private NettyLog() {}

  /** Makes the log the only target of what libraries say through java.util.logging. */
  public static void install(EventLog log) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new Bridge(log));
  }

  private static final class Bridge extends Handler {
    private final EventLog log;
    private final SimpleFormatter formatter = new SimpleFormatter();

    Bridge(EventLog log) {
      this.log = log;
    }

    @Override
    public void publish(LogRecord line) {
      Throwable thrown = line.getThrown();
      log.warn(
          "library",
          "logger",
          String.valueOf(line.getLoggerName()),
          "message",
          formatter.formatMessage(line),
          "error",
          thrown == null ? "" : thrown.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
