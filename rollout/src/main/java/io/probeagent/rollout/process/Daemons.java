package io.probeagent.rollout.process;

import java.util.concurrent.ThreadFactory;

/** Makes threads of one name that do not keep the JVM from ending. */
public record Daemons(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
