package io.probeagent.agent.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folders of several apps. kubelet makes the one of a {@code subPath} only when it starts that
 * container, and what the app says at once would come before the socket. So the agent, which starts
 * first, makes what is not there yet, as kubelet would: like the volume itself
 * (subpath.SafeMakeDir).
 */
public final class AppFolders {
  private static final int PERMISSIONS = 07777;

  private AppFolders() {}

  /** Makes those that are not there. */
  public static void make(Path shared, List<Path> folders) {
    for (Path folder : folders) {
      try {
        if (shared.equals(folder.getParent()) && Files.isDirectory(shared, NOFOLLOW_LINKS)) {
          make(shared, folder);
        }
      } catch (IOException | UnsupportedOperationException | IllegalArgumentException refused) {
        // It is left to whoever can, and waited for; the look at it tells that it is missing.
      }
    }
  }

  private static void make(Path shared, Path folder) throws IOException {
    if (!Files.exists(folder, NOFOLLOW_LINKS)) {
      int mode = (Integer) Files.getAttribute(shared, "unix:mode") & PERMISSIONS;
      Files.createDirectory(folder);
      // The umask would keep the app out, whose user is another one.
      Files.setAttribute(folder, "unix:mode", mode, NOFOLLOW_LINKS);
    }
  }
}
