package io.probeagent.bench.subject;

import java.io.IOException;
import java.io.InputStream;

/** Files that lie next to these classes. */
final class Resource {
  private Resource() {}

  static byte[] read(String name) throws IOException {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no " + name + " in the jar");
      }
      return in.readAllBytes();
    }
  }
}
