package io.probeagent.agent.source;

import io.probeagent.agent.wire.Grammar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * One look at the probe file.
 *
 * @param presence whether there is one
 * @param inode its inode, which a successor need not differ in
 * @param changed its ctime, in ns of the wall clock
 * @param modified its mtime, likewise
 * @param content at most {@value io.probeagent.agent.wire.Grammar#MAX_BYTES} bytes of it
 * @param problem why its content is not, or not wholly, known; empty if it is
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; see sameContent
record FileGlance(
    Presence presence, long inode, long changed, long modified, byte[] content, String problem) {

  enum Presence {
    THERE,
    ABSENT,
    /** The folder itself is not there, or may not be entered: says nothing of the file. */
    UNSEEN
  }

  private static final byte[] NOTHING = {};

  /** Nothing was seen, and no problem either. */
  static final FileGlance NONE = without(Presence.ABSENT, "");

  private static final String ATTRIBUTES = "unix:ino,ctime,lastModifiedTime,isRegularFile";

  /** Looks at a path. Blocks for as long as the volume does; never throws. */
  static FileGlance at(Path file) {
    FileGlance outside = withoutContent(file);
    return outside.presence == Presence.THERE && outside.problem.isEmpty()
        ? outside.withContent(file)
        : outside;
  }

  /** Looks at a path, but not into the file: it need not be readable. Otherwise like the other. */
  static FileGlance withoutContent(Path file) {
    Path folder = file.getParent();
    if (folder == null || Files.isSymbolicLink(folder)) {
      return without(Presence.UNSEEN, folder + " is a link"); // it could lead anywhere
    }
    Map<String, Object> attributes;
    try {
      attributes = Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Files.isDirectory(folder) ? NONE : without(Presence.UNSEEN, "no folder " + folder);
    } catch (IOException | SecurityException e) {
      return without(Presence.UNSEEN, e.toString());
    }
    // A link could lead out of the folder, a FIFO would block: it is there, and that is all.
    boolean regular = Boolean.TRUE.equals(attributes.get("isRegularFile"));
    return there(
        ((Number) attributes.getOrDefault("ino", 0L)).longValue(),
        nanos(attributes.get("ctime")),
        nanos(attributes.get("lastModifiedTime")),
        NOTHING,
        regular ? "" : "is not a regular file");
  }

  private FileGlance withContent(Path file) {
    try (SeekableByteChannel in =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer buffer = ByteBuffer.allocate(Grammar.MAX_BYTES + 1);
      while (buffer.hasRemaining() && in.read(buffer) >= 0) {
        // read on
      }
      return there(inode, changed, modified, buffer.array(), buffer.position());
    } catch (NoSuchFileException goneMeanwhile) {
      return NONE;
    } catch (IOException | SecurityException e) {
      return there(inode, changed, modified, NOTHING, "cannot be read: " + e);
    }
  }

  /** Whether a writer may be in the middle of it: a whole line ends with a line break. */
  boolean isUnfinished() {
    return presence == Presence.THERE
        && problem.isEmpty()
        && (content.length == 0 || content[content.length - 1] != '\n');
  }

  /** Whether nothing of its content is known. */
  boolean isUnread() {
    return presence == Presence.THERE && content.length == 0 && !problem.isEmpty();
  }

  /** The same look, but with the content of another. */
  FileGlance withContentOf(FileGlance other) {
    return there(inode, changed, modified, other.content, problem);
  }

  boolean sameAs(FileGlance other) {
    return presence == other.presence
        && inode == other.inode
        && changed == other.changed
        && modified == other.modified
        && Arrays.equals(content, other.content);
  }

  private static FileGlance there(
      long inode, long changed, long modified, byte[] buffer, int length) {
    if (length <= Grammar.MAX_BYTES) {
      byte[] content = Arrays.copyOf(buffer, length);
      return there(inode, changed, modified, content, "");
    }
    int end = Grammar.MAX_BYTES;
    while (end > 0 && buffer[end - 1] != '\n') {
      end--; // the line that was cut would say something else
    }
    String problem = "has more than " + Grammar.MAX_BYTES + " bytes; the rest is not read";
    return there(inode, changed, modified, Arrays.copyOf(buffer, end), problem);
  }

  private static FileGlance there(
      long inode, long changed, long modified, byte[] content, String problem) {
    return new FileGlance(Presence.THERE, inode, changed, modified, content, problem);
  }

  private static FileGlance without(Presence presence, String problem) {
    return new FileGlance(presence, 0, 0, 0, NOTHING, problem);
  }

  private static long nanos(@org.jspecify.annotations.Nullable Object time) {
    return time instanceof FileTime t ? t.to(java.util.concurrent.TimeUnit.NANOSECONDS) : 0;
  }
}
