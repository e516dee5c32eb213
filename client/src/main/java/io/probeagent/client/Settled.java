package io.probeagent.client;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest version of the state that the other side is known to have. */
final class Settled {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private long version;

  void reach(long newVersion) {
    lock.lock();
    try {
      if (newVersion > version) {
        version = newVersion;
        grown.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the version, for the nanoseconds at most; less if the thread gets interrupted.
   * Returns whether it is there.
   */
  boolean await(long wanted, long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (version < wanted && left > 0) {
        left = grown.awaitNanos(left);
      }
      return version >= wanted;
    } catch (InterruptedException e) {
      // The caller asked for a state to be told, not for a wait that can fail.
      Thread.currentThread().interrupt();
      return version >= wanted;
    } finally {
      lock.unlock();
    }
  }
}
