package io.probeagent.agent.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.probeagent.agent.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file is as it was at the last thorough look, told from outside: by which one it is, its
 * size and its mtime. A thorough look asks for more, opens and reads; in a pod where nothing
 * happens that is what an agent would do most.
 *
 * <p>Something can be missed only where no event comes either: a content of the same size under an
 * mtime that was put back. Now and then a thorough look is due in any case.
 */
final class Stillness {
  /** Of so many looks one is thorough. */
  static final int ONE_IN = 12;

  /** What is written twice within a tick of the file system's clock has one mtime. */
  static final Duration TICK = Duration.ofSeconds(2);

  private static final Glance ABSENT = new Glance(null, 0, 0);

  private final Path path;
  private final Ticker ticker;
  private @Nullable Glance looking;
  private @Nullable Glance last;
  private int left;

  /**
   * What is seen from outside.
   *
   * @param file which one it is; null if there is none
   */
  private record Glance(@Nullable Object file, long size, long modified) {
    boolean isOf(BasicFileAttributes now) {
      return now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == modified
          && now.size() == size
          && Objects.equals(file, now.fileKey());
    }
  }

  Stillness(Path path, Ticker ticker) {
    this.path = path;
    this.ticker = ticker;
  }

  /** A thorough look begins: what changes from now on is another one. */
  void looking() {
    looking = glance();
  }

  /**
   * It has ended.
   *
   * @param settled whether the same would bring nothing new
   */
  void looked(boolean settled) {
    last = settled ? looking : null;
    left = ONE_IN - 1;
  }

  boolean isStill() {
    Glance then = last;
    if (then == null || left-- <= 0) {
      return false;
    }
    if (then.file == null) {
      return isAbsent();
    }
    try {
      return then.isOf(attributes());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Null if what is seen from outside does not suffice. */
  private @Nullable Glance glance() {
    if (isAbsent()) {
      return ABSENT;
    }
    try {
      BasicFileAttributes now = attributes();
      long modified = now.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      long age = ticker.wall().toEpochMilli() - TimeUnit.NANOSECONDS.toMillis(modified);
      Object file = now.fileKey();
      return file == null || age < TICK.toMillis() ? null : new Glance(file, now.size(), modified);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Without an exception, which costs more: there is no file where an app speaks otherwise. */
  private boolean isAbsent() {
    return !Files.exists(path, NOFOLLOW_LINKS);
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
  }
}
