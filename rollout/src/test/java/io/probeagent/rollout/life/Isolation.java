package io.probeagent.rollout.life;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A container as far as the shared folder goes: its processes have another UID, see no other
 * process, and of the shared folder only what is mounted for them.
 */
final class Isolation {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65532", "--regid=65532", "--clear-groups");
  private static final List<String> APART =
      List.of("unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--mount-proc");

  private Isolation() {}

  /** Why there is none here; empty if there is. */
  static String missing() throws InterruptedException {
    List<String> trial = new ArrayList<>(APART);
    trial.addAll(List.of("sh", "-c", "mount -t tmpfs none /mnt && exec \"$@\"", "sh"));
    trial.addAll(AS_NOBODY);
    trial.add("true");
    try {
      Process process =
          new ProcessBuilder(trial)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0
          ? ""
          : "unshare, mount and setpriv (util-linux) need root and more rights than are here";
    } catch (IOException e) {
      return "unshare (util-linux) is not installed: " + e.getMessage();
    }
  }

  /**
   * The command that runs a script with a part of the shared folder at {@code own}, and the shared
   * folder itself covered.
   */
  static List<String> command(Path part, Path own, Path shared, Path script, String... arguments) {
    String mounts =
        "mount --bind \"$1\" \"$2\" && mount -t tmpfs none \"$3\" && shift 3 && exec \"$@\"";
    List<String> command = new ArrayList<>(APART);
    command.addAll(List.of("sh", "-c", mounts, "sh", "" + part, "" + own, "" + shared));
    command.addAll(AS_NOBODY);
    command.addAll(List.of("sh", "" + script));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The same with nothing covered: {@code own} is where it always is. */
  static List<String> unconfined(Path script, String... arguments) {
    List<String> command = new ArrayList<>(AS_NOBODY);
    command.addAll(List.of("sh", "" + script));
    command.addAll(List.of(arguments));
    return command;
  }
}
