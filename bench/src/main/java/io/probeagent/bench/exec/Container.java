package io.probeagent.bench.exec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.bench.subject.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container of runc that sleeps. In it are busybox and the file that a probe would read. */
final class Container implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private final Path runc;
  private final Path folder;
  private final String id;

  private Container(Path runc, Path folder, String id) {
    this.runc = runc;
    this.folder = folder;
    this.id = id;
  }

  /** Starts one. The folder must not be there yet. */
  static Container start(Path runc, Path busybox, Path folder) throws IOException {
    Path root = folder.resolve("rootfs");
    fill(root, busybox);
    Program.run(List.of(runc.toString(), "spec", "--bundle", folder.toString()), Map.of());
    Path config = folder.resolve("config.json");
    ObjectNode spec = (ObjectNode) JSON.readTree(config.toFile());
    spec.withObject("/process").put("terminal", false);
    spec.withObject("/process").putArray("args").add("/bin/sleep").add("1000000");
    JSON.writeValue(config.toFile(), spec);
    String id = "bench-" + ProcessHandle.current().pid() + "-" + folder.getFileName();
    Process run =
        new ProcessBuilder(runc.toString(), "run", "--detach", "--bundle", folder.toString(), id)
            .redirectInput(Path.of("/dev/null").toFile())
            // The container keeps what it is given: a pipe would never end.
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("error").toFile())
            .start();
    try {
      if (run.waitFor() != 0) {
        throw new IOException(
            "runc ended with %d: %s"
                .formatted(run.exitValue(), Files.readString(folder.resolve("error")).strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a container started", e);
    }
    return new Container(runc, folder, id);
  }

  /** The command of one probe. */
  List<String> probe() {
    return List.of(runc.toString(), "exec", id, "cat", "/live");
  }

  private static void fill(Path root, Path busybox) throws IOException {
    for (String name : List.of("bin", "dev", "proc", "sys", "tmp")) {
      Files.createDirectories(root.resolve(name));
    }
    Files.copy(busybox, root.resolve("bin/busybox"));
    for (String name : List.of("cat", "sleep")) {
      Files.createSymbolicLink(root.resolve("bin").resolve(name), Path.of("busybox"));
    }
    Files.createFile(root.resolve("live"));
    for (Path library : libraries(busybox)) {
      Path copy = root.resolve(library.toString().substring(1));
      Files.createDirectories(copy.resolveSibling(""));
      Files.copy(library.toRealPath(), copy);
    }
  }

  /** None if it is linked statically, which ldd refuses. */
  private static List<Path> libraries(Path program) throws IOException {
    String text =
        Program.run(List.of("sh", "-c", "ldd \"$1\" || true", "sh", program.toString()), Map.of());
    return libraries(text);
  }

  static List<Path> libraries(String ldd) {
    Matcher matcher = LIBRARY.matcher(ldd);
    return matcher.results().map(found -> Path.of(found.group(1))).toList();
  }

  @Override
  public void close() throws IOException {
    Program.run(List.of(runc.toString(), "delete", "--force", id), Map.of());
    Program.run(List.of("rm", "-r", folder.toString()), Map.of());
  }
}
