package io.probeagent.agent.log;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/** Netty's warnings, which would be plain text on standard error, as lines of our log. */
public final class NettyLog {
  private NettyLog() {}

  /**
   * Makes the log the target of what Netty says. To be called before anything else of Netty's:
   * otherwise it looks for the logging libraries that it knows, and the JDK's one takes a hundred
   * classes to start.
   */
  public static void install(EventLog log) {
    InternalLoggerFactory.setDefaultFactory(
        new InternalLoggerFactory() {
          @Override
          protected InternalLogger newInstance(String name) {
            return new NettyLogger(name, log);
          }
        });
  }
}
