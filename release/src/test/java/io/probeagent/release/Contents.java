package io.probeagent.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What is in a jar: the name of each file with the checksum of its content. */
record Contents(Path jar, Map<String, Long> files) {

  static Contents of(Path jar) {
    if (!Files.exists(jar)) {
      throw new AssertionError("no " + jar + ": run mvn package first");
    }
    Map<String, Long> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> each = zip.entries(); each.hasMoreElements(); ) {
        ZipEntry entry = each.nextElement();
        if (!entry.isDirectory()) {
          files.put(entry.getName(), entry.getCrc());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Contents(jar, files);
  }

  /** Whether the other jar has this very file. */
  boolean holds(Map.Entry<String, Long> file) {
    return file.getValue().equals(files.get(file.getKey()));
  }

  String text(String file) {
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is run: classes and native libraries. */
  static boolean isCode(String file) {
    return file.endsWith(".class") || file.endsWith(".so");
  }
}
