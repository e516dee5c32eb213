package io.probeagent.rollout.cli;

import io.probeagent.rollout.update.UpdateOptions;
import io.probeagent.rollout.update.Via;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Reads options as the command does, with jars that are there. */
final class Arguments {
  private final Path jar;

  Arguments(Path folder) throws IOException {
    jar = Files.createFile(folder.resolve("some.jar"));
  }

  Path jar() {
    return jar;
  }

  UpdateOptions options(String... arguments) throws UsageException {
    return UpdatePlan.of(read(arguments));
  }

  /** With options for the jars, which are asked for in any case. */
  List<String> all(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--agent-jar=" + jar, "--app-jar=" + jar));
    all.addAll(List.of(arguments));
    return all;
  }

  private UpdateArguments read(String... arguments) {
    UpdateArguments given = new UpdateArguments();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("all", mixin(given)))
        .registerConverter(Duration.class, new TimeSpan())
        .registerConverter(Via.class, RolloutCommand::via)
        .parseArgs(all(arguments).toArray(String[]::new));
    return given;
  }

  private static CommandLine.Model.CommandSpec mixin(UpdateArguments given) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(given);
  }
}
