package io.probeagent.rollout.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs a jar. */
public record Java(Path binary) {
  /** A pod on this machine lives for seconds: what counts is a quick start. */
  private static final List<String> QUICK =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx96m");

  /** That of the JVM that runs this. */
  public static Path running() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  public List<String> jar(Path jar, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.addAll(QUICK);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return command;
  }
}
