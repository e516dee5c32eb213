package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes what is measured.
 *
 * @param project the repository
 * @param target where it is made
 */
public record Workshop(Path project, Path target, Jdk jdk) {
  /** The agent of this repository. */
  public Agent agent() throws IOException {
    return agent(target.resolve("agent"));
  }

  /** The same in another place. */
  public Agent agent(Path home) throws IOException {
    Path jar = project.resolve("agent/target/" + Tree.JAR);
    if (!Files.isRegularFile(jar)) {
      throw new IOException(
          "there is no " + jar + " (build it with 'mvn -Pbench -DskipTests package')");
    }
    Recipe recipe = recipe();
    Tree tree = new Tree(home, jdk);
    tree.make(recipe, image(), jar);
    return new Agent("agent", tree.home(), recipe.environment(), "probe-agent, JRE of " + jdk);
  }

  /** An agent that was made before. */
  public Agent agent(String name, Path home) throws IOException {
    Path words = home.resolve("java.args");
    Path absolute = home.toRealPath();
    if (!Files.readString(words).contains("-XX:AOTCache=" + absolute + "/")) {
      throw new IOException(
          words + " names a cache elsewhere (expected: in " + absolute + ", where it was made)");
    }
    Tree.check(absolute);
    return new Agent(name, absolute, Tree.environment(absolute), "probe-agent in " + home);
  }

  /** The floor under it. */
  public Subject floor() throws IOException {
    Recipe recipe = recipe();
    Path folder = Files.createDirectories(target.resolve("floor-image"));
    for (Path from : image()) {
      try (var files = Files.list(from)) {
        for (Path file : files.toList()) {
          Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
        }
      }
    }
    Files.write(folder.resolve("Train.java"), Resource.read("floor/Train.java"));
    // No Netty whose library would have to be unpacked.
    Recipe less = recipe.without("root.sh");
    Tree tree = new Tree(target.resolve("floor"), jdk);
    tree.make(less, List.of(folder), sleeper());
    return new Floor(tree.home(), recipe.environment());
  }

  private Path sleeper() throws IOException {
    Path folder = Files.createDirectories(target.resolve("floor-classes"));
    Path source = folder.resolve("Sleep.java");
    Path jar = target.resolve("floor.jar");
    Files.write(source, Resource.read("floor/Sleep.java"));
    String bin = jdk.home().resolve("bin") + "/";
    Program.run(List.of(bin + "javac", "-d", folder.toString(), source.toString()), Map.of());
    Program.run(
        List.of(
            bin + "jar",
            "--create",
            "--file",
            jar.toString(),
            "--date=2026-11-01T00:00:00Z",
            "--main-class=Sleep",
            "-C",
            folder.toString(),
            "Sleep.class"),
        Map.of());
    return jar;
  }

  private Recipe recipe() throws IOException {
    return Recipe.of(project.resolve("Dockerfile.agent"));
  }

  private List<Path> image() {
    return List.of(project.resolve("containers/image"), project.resolve("agent/src/image"));
  }
}
