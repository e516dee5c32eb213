package io.probeagent.agent.source;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.state.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place of one socket in an app's folder. Bound aside, given its mode and renamed into place,
 * so that there is no moment in which the path is missing or refuses another UID. Blocks: not for
 * the event loop.
 */
final class SocketPath implements AutoCloseable {
  /** What differs from one kind of socket to the other. */
  interface Kind {
    /** Binds a new one. */
    ChannelFuture bind(Path aside);

    /** Whether a process listens there; what a dead agent left behind refuses. */
    boolean isAnswered(Path path);

    /** Another socket is at the path now; this one is still open. */
    void replaced(Channel old);
  }

  private static final long CLOSE_MILLIS = 1000;

  private final App app;
  private final Path path;
  private final String source;
  private final Kind kind;
  private final SourceErrors errors;
  private @Nullable Channel channel;
  private @Nullable Object bound;
  private boolean closed;

  /**
   * @param source how its errors are counted; the first letter is its name aside
   */
  SocketPath(App app, Path path, String source, Kind kind, SourceErrors errors) {
    this.app = app;
    this.path = path;
    this.source = source;
    this.kind = kind;
    this.errors = errors;
  }

  /**
   * Binds, or binds again if what is at the path is not ours any more: the folder came late, or was
   * replaced. Nothing is made where there is no folder, or a link in its place, which could lead
   * anywhere.
   *
   * @return whether it was bound now
   */
  synchronized boolean bind() throws IOException {
    Channel open = channel;
    if (closed || (open != null && open.isActive() && sameAsBound())) {
      return false; // asked first: it is so nearly always
    }
    if (!Files.isDirectory(app.config().dir(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && kind.isAnswered(path)) {
      String problem = "another process listens on " + path;
      if (open != null) {
        throw new IOException(problem + "; it is left to it");
      }
      errors.error(app.name(), source, "taken_over", problem + "; it is taken over");
    }
    channel = put();
    bound = identity(path);
    if (open != null) {
      kind.replaced(open);
    }
    return true;
  }

  private Channel put() throws IOException {
    Path folder = app.config().dir().resolve(StateFile.FOLDER);
    StateFile.makeFolder(folder);
    Path aside = folder.resolve(source.substring(0, 1));
    Files.deleteIfExists(aside);
    ChannelFuture bind = kind.bind(aside).awaitUninterruptibly();
    if (!bind.isSuccess()) {
      throw new IOException(aside + " cannot be bound: " + bind.cause(), bind.cause());
    }
    try {
      Files.setPosixFilePermissions(aside, permissions(app.config().socketMode()));
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      bind.channel().close();
      throw e;
    }
    return bind.channel();
  }

  /** Closes the socket for good and removes its path, if it is still this one. */
  @Override
  public synchronized void close() {
    closed = true;
    Channel open = channel;
    if (open == null) {
      return;
    }
    channel = null;
    open.close().awaitUninterruptibly(CLOSE_MILLIS);
    try {
      if (sameAsBound()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      errors.error(app.name(), source, "close", e.toString());
    }
  }

  private boolean sameAsBound() {
    Object there = identity(path);
    return there != null && there.equals(bound);
  }

  private static @Nullable Object identity(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  static Set<PosixFilePermission> permissions(int mode) {
    // The constants stand from OWNER_READ, bit 8, to OTHERS_EXECUTE, bit 0.
    PosixFilePermission[] all = PosixFilePermission.values();
    EnumSet<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) == 1) {
        set.add(all[i]);
      }
    }
    return set;
  }
}
