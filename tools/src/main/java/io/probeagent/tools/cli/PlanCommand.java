package io.probeagent.tools.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.plan.Ending;
import io.probeagent.tools.plan.SvgPlan;
import io.probeagent.tools.plan.TextPlan;
import io.probeagent.tools.plan.Timeline;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code probe-tools plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how a pod ends with its own numbers: from its deletion (T0) by hook, SIGTERM and drain",
      "to the last moment before SIGKILL, and what is to spare. Exit code 1 if it does not fit."
    })
final class PlanCommand implements Callable<Integer> {
  /** How a plan is written. */
  enum Format {
    TEXT,
    JSON,
    SVG
  }

  private final PrintStream out;

  @Mixin private final ManifestFiles files;

  @Option(
      names = "--longest-request",
      paramLabel = "time",
      description =
          "How long the app's longest request takes, such as 500ms, 15s or 2m: no manifest says it (default: 15s, as in the chart).")
  private String longest = Timeline.REQUEST.toSeconds() + "s";

  @Option(
      names = "--workload",
      paramLabel = "kind/name",
      description = "Only this one, such as Deployment/web.")
  private String only = "";

  @Option(
      names = "--format",
      paramLabel = "format",
      description = "One of ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  PlanCommand(InputStream in, PrintStream out) {
    files = new ManifestFiles(in);
    this.out = out;
  }

  @Override
  public Integer call() {
    Duration request = Flag.time("--longest-request", longest);
    List<String> titles = new ArrayList<>();
    List<Timeline> timelines = new ArrayList<>();
    for (Workload workload : read().workloads()) {
      String title = workload.resource().title();
      if (only.isEmpty() || only.equals(title)) {
        for (Container app : workload.apps()) {
          titles.add(title);
          timelines.add(Timeline.of(Ending.of(workload, app, request)));
        }
      }
    }
    if (timelines.isEmpty()) {
      throw new UsageException(
          only.isEmpty()
              ? "nothing to plan: no workload with containers in " + files
              : "--workload " + only + ": not in " + files);
    }
    print(titles, timelines);
    return timelines.stream().allMatch(Timeline::fits) ? 0 : 1;
  }

  private Manifests read() {
    Manifests manifests = new Manifests();
    for (Source source : files.read()) {
      try {
        manifests.add(source);
      } catch (YamlProblem e) {
        throw new UsageException(e.saidBy("plan"));
      }
    }
    return manifests;
  }

  private void print(List<String> titles, List<Timeline> timelines) {
    switch (format) {
      case TEXT -> {
        for (int i = 0; i < timelines.size(); i++) {
          if (i > 0) {
            out.println();
          }
          TextPlan.of(titles.get(i), timelines.get(i)).forEach(out::println);
        }
      }
      case SVG -> out.print(SvgPlan.of(titles, timelines));
      case JSON -> {
        ArrayNode all = new ObjectMapper().createArrayNode();
        for (int i = 0; i < timelines.size(); i++) {
          describe(all.addObject(), titles.get(i), timelines.get(i));
        }
        out.println(all.toPrettyString());
      }
    }
  }

  private static void describe(ObjectNode node, String title, Timeline timeline) {
    node.put("workload", title).put("container", timeline.ending().container());
    node.put("fits", timeline.fits()).put("loses_new_requests", timeline.losesNewRequests());
    node.put("grace_ms", timeline.ending().grace().toMillis());
    node.put("needed_ms", timeline.needed().toMillis());
    node.put("slack_ms", timeline.slack().toMillis());
    node.put("sigterm_ms", timeline.sigterm().toMillis());
    node.put("answered_ms", timeline.answered().toMillis());
    node.put("sigkill_ms", timeline.sigkill().toMillis());
    for (Timeline.Term term : timeline.terms()) {
      node.withArray("/sum").addObject().put("what", term.what()).put("ms", term.time().toMillis());
    }
    for (Timeline.Event event : timeline.events()) {
      node.withArray("/events")
          .addObject()
          .put("at_ms", event.at().toMillis())
          .put("what", event.what());
    }
  }
}
