package io.probeagent.agent.state;

import io.probeagent.agent.lifecycle.AppState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * The state file on disk. Written aside and renamed over the old one, so that a kill at any moment
 * leaves the old or the new one whole. Blocking: not for the event loop.
 */
public final class StateFile {
  /** The folder of what is the agent's alone. */
  public static final String FOLDER = ".agent";

  static final int MAX_BYTES = 512 << 10;
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path dir;
  private final Path path;
  private final Path aside;
  private final String boot;

  public StateFile(Path sharedFolder) {
    dir = sharedFolder.resolve(FOLDER);
    path = dir.resolve("state.json");
    aside = dir.resolve("state.json.tmp");
    boot = bootId();
  }

  public Path path() {
    return path;
  }

  /**
   * What was remembered; empty if there is no file.
   *
   * @param now the monotonic clock
   * @throws IOException with the reason if there is one that cannot be used
   */
  public Map<String, AppState> load(long now) throws IOException {
    if (!isThere(dir, Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS), "a folder")
        || !isThere(path, Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS), "a file")) {
      return Map.of();
    }
    try (InputStream in =
        Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("more than " + MAX_BYTES + " bytes");
      }
      return StateReader.read(bytes, boot, now);
    } catch (NoSuchFileException goneMeanwhile) {
      return Map.of();
    }
  }

  /** Replaces the file. Makes its folder if it has none, but never the shared folder itself. */
  public void save(Map<String, AppState> apps, long now) throws IOException {
    makeFolder(dir);
    Files.deleteIfExists(aside);
    try (SeekableByteChannel out =
        Files.newByteChannel(
            aside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(StateCodec.write(apps, boot, now));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes the agent's folder, and refuses a link in its place: it could point anywhere. */
  public static void makeFolder(Path dir) throws IOException {
    try {
      Files.createDirectory(
          dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(dir + " is not a folder", there);
      }
    }
  }

  /** What is there in its place, such as a link, is refused: it could lead anywhere. */
  private static boolean isThere(Path path, boolean right, String kind) throws IOException {
    if (!right && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(path + " is not " + kind);
    }
    return right;
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
    } catch (IOException notLinux) {
      return "unknown";
    }
  }
}
