package io.probeagent.agent.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fuzzer, in a process of its own.
 *
 * @param out the folder for what it finds
 */
record Jazzer(Target target, Path out) {
  private static final String LOOKED_AT = "io.probeagent.**:io.netty.handler.codec.**";

  /** What is looked for lies in what is judged, not in what judges. */
  private static final String JUDGES =
      String.join(
          ":",
          "io.probeagent.agent.fuzz.**",
          "io.probeagent.agent.http.AnswerReader",
          "io.probeagent.agent.http.Conversation",
          "io.probeagent.agent.lifecycle.Invariants",
          "io.probeagent.agent.source.ExpectedTable",
          "io.probeagent.agent.wire.MessageClaims");

  /** Runs it to its end; returns its exit code. */
  int run(Path log, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Memory that only a finalizer gives back would run out before it is called.
    command.add("-Dio.netty.maxDirectMemory=0");
    command.add("-Xmx512m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.type().getName());
    command.add("--instrumentation_includes=" + LOOKED_AT);
    command.add("--custom_hook_includes=" + LOOKED_AT);
    command.add("--instrumentation_excludes=" + JUDGES);
    command.add("--custom_hook_excludes=" + JUDGES);
    command.add("--reproducer_path=" + out);
    // Whatever takes so long hangs, even while the first input loads classes on a busy machine.
    command.addAll(List.of("-timeout=60", "-rss_limit_mb=2048"));
    command.add("-max_len=" + target.mostBytes());
    command.add("-artifact_prefix=" + out + File.separator);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
  }
}
