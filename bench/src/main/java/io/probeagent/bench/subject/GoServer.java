package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code net/http} of Go's library, compiled here. */
record GoServer(Path binary, String version) implements Subject {
  /** Compiles the server into a folder. */
  static GoServer build(Path go, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path source = folder.resolve("peer.go");
    Path binary = folder.resolve("peer");
    Files.write(source, Resource.read("peer.go"));
    Program.run(
        List.of(go.toString(), "build", "-o", binary.toString(), source.toString()),
        Map.of("GOCACHE", folder.resolve("cache").toString(), "GOFLAGS", "", "GO111MODULE", "off"));
    String said = Program.run(List.of(go.toString(), "version"), Map.of());
    return new GoServer(binary, said.replaceAll("go version go([^ ]*).*", "$1"));
  }

  @Override
  public String name() {
    return "go";
  }

  @Override
  public String describe() {
    return "Go " + version + ", net/http";
  }

  @Override
  public Launch launch(int port, Path folder) {
    return new Launch(List.of(binary.toString(), "127.0.0.1:" + port), Map.of());
  }
}
