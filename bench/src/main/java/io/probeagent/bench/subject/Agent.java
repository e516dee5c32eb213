package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The agent as its image runs it, for one app that says by its probe file that it is ready.
 *
 * @param home what is {@code /opt/probe-agent} in the image
 * @param environment the variables of the image
 */
public record Agent(String name, Path home, Map<String, String> environment, String describe)
    implements Subject {
  @Override
  public Launch launch(int port, Path folder) throws IOException {
    Path shared = Files.createDirectory(folder.resolve("probe"));
    Files.createFile(shared.resolve("live"));
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("PROBE_DIR", shared.toString());
    // As the documents set it. Else it would outlast the app, which does not end here.
    variables.put("PROBE_SIDECAR", "native");
    variables.put("PROBE_LISTEN", "127.0.0.1:" + port);
    return new Launch(command(), variables);
  }

  /** The image's entry point. */
  public List<String> command() {
    return Tree.command(home);
  }

  @Override
  public String livePath() {
    return "/live";
  }
}
