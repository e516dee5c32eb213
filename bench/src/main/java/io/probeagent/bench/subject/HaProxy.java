package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** HAProxy with one thread and {@code monitor-uri}. */
record HaProxy(Path program) implements Subject {
  @Override
  public String name() {
    return "haproxy";
  }

  @Override
  public String describe() {
    try {
      String said = Program.run(List.of(program.toString(), "-v"), Map.of());
      return said.lines().findFirst().orElse("").replaceAll("( version|-[0-9].*)", "")
          + ", 'monitor-uri', one thread";
    } catch (IOException e) {
      return "haproxy: " + e.getMessage();
    }
  }

  @Override
  public Launch launch(int port, Path folder) throws IOException {
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(
        file,
        """
        global
          nbthread 1
        defaults
          mode http
          timeout client 10s
        frontend probe
          bind 127.0.0.1:%d
          monitor-uri /ready
        """
            .formatted(port));
    return new Launch(List.of(program.toString(), "-db", "-f", file.toString()), Map.of());
  }
}
