package io.probeagent.rollout.life;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which an app can speak to the agent. */
interface Speaker extends Closeable {
  void say(String line) throws IOException;

  /** What the app does by itself when the agent has been away. */
  default void comeBack() throws IOException {}

  @Override
  default void close() throws IOException {}

  /** Which way. */
  enum Way {
    FILE,
    LEASE,
    ONE_SHOT;

    Speaker on(Stage stage) {
      return switch (this) {
        case FILE -> new InFile(stage.dir());
        case LEASE -> new WithLease(stage.socket(), "i1");
        case ONE_SHOT -> line -> Talk.once(stage.socket(), line);
      };
    }
  }

  /** The probe file says all that was said, replaced by rename; {@code BYE=1} removes it. */
  record InFile(Path file, Path aside, Map<String, String> said) implements Speaker {
    InFile(Path dir) {
      this(dir.resolve("live"), dir.resolve(".live"), new LinkedHashMap<>());
      // Without a name, each file that is renamed into place would be of another instance.
      said.put("INSTANCE", "INSTANCE=i1");
    }

    @Override
    public void say(String line) throws IOException {
      if (line.equals("BYE=1")) {
        Files.delete(file);
        return;
      }
      said.put(line.substring(0, line.indexOf('=')), line);
      Files.writeString(aside, String.join("\n", said.values()) + "\n");
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Holds a lease, and says all again on a new connection, as the client library does. */
  final class WithLease implements Speaker {
    private final Path socket;
    private final String id;
    private final Map<String, String> said = new LinkedHashMap<>();
    private @Nullable Talk talk;
    private boolean over;

    WithLease(Path socket, String id) {
      this.socket = socket;
      this.id = id;
    }

    @Override
    public void say(String line) throws IOException {
      if (talk == null) {
        talk = open();
      }
      talk.say(line);
      said.put(line.substring(0, line.indexOf('=')), line);
      over |= line.equals("BYE=1") || line.equals("WATCHDOG=trigger");
    }

    private Talk open() throws IOException {
      Talk fresh = Talk.to(socket);
      fresh.say("INSTANCE=" + id);
      return fresh;
    }

    /** An app that is gone or broken has nothing more to say. */
    @Override
    public void comeBack() throws IOException {
      close();
      if (!over && !said.isEmpty()) {
        Talk fresh = open();
        talk = fresh;
        for (String line : said.values()) {
          fresh.say(line);
        }
      }
    }

    @Override
    public void close() throws IOException {
      Talk open = talk;
      talk = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
