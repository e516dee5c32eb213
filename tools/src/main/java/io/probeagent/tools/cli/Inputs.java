package io.probeagent.tools.cli;

import io.probeagent.tools.yaml.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a command is given: files, folders with all in them, or {@code -}. */
final class Inputs {
  /** Beyond, a text is refused: 256 MiB. */
  private static final long MOST = 256L << 20;

  private Inputs() {}

  static List<Source> read(List<String> names, InputStream standardInput) {
    List<Source> sources = new ArrayList<>();
    for (String name : names) {
      if (name.equals("-")) {
        sources.add(new Source("-", standard(standardInput)));
        continue;
      }
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        files(path).forEach(file -> sources.add(source(file)));
      } else {
        sources.add(source(path));
      }
    }
    return sources;
  }

  /** One file. */
  static Source read(Path file) {
    return source(file);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile).filter(Inputs::isManifest).sorted().toList();
      if (files.isEmpty()) {
        throw new UsageException(folder + ": no *.yaml, *.yml or *.json in it");
      }
      return files;
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new UsageException(folder + ": cannot be read: " + e.getMessage());
    }
  }

  private static boolean isManifest(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  private static Source source(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new UsageException(file + ": no such file or folder");
      }
      // Read as a stream: a pipe and a device say that they are empty.
      try (InputStream in = Files.newInputStream(file)) {
        return new Source(file.toString(), text(file.toString(), in));
      }
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static String standard(InputStream in) {
    try {
      return text("-", in);
    } catch (IOException e) {
      throw new UsageException("-: cannot be read: " + e.getMessage());
    }
  }

  private static String text(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes((int) MOST + 1);
    if (bytes.length > MOST) {
      throw new UsageException(name + ": larger than 256 MiB");
    }
    return decode(name, bytes);
  }

  private static String decode(String name, byte[] bytes) {
    // This takes a third of the memory of a decoder that is strict, and marks what it cannot read.
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(name + ": not UTF-8");
    }
  }
}
