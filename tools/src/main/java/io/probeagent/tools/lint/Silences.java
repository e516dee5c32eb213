package io.probeagent.tools.lint;

import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comments and annotations silence, and those of them that are for nothing. */
final class Silences {
  static final Rule UNUSED = new Rule("silence-unused", Severity.INFO, Silences::nothing);
  static final Rule UNREASONED =
      new Rule("silence-without-reason", Severity.WARNING, Silences::nothing);
  static final List<Rule> ALL = List.of(UNUSED, UNREASONED);

  private static final String ANNOTATION = "probe-agent.io/lint-ignore";

  private final Map<Source, Map<Integer, List<Silence>>> byLine = new HashMap<>();
  private final Map<Resource, List<Silence>> byObject = new HashMap<>();
  private final Map<Source, Map<Integer, Resource>> objects = new HashMap<>();
  private final Set<Silence> used = new HashSet<>();
  private final List<Silence> all = new ArrayList<>();
  private final Map<Silence, Resource> holders = new HashMap<>();

  Silences(Manifests manifests) {
    Set<Source> sources = new HashSet<>();
    for (Resource resource : manifests.resources()) {
      Source source = resource.root().source();
      sources.add(source);
      objects
          .computeIfAbsent(source, key -> new HashMap<>())
          .put(resource.root().position().line(), resource);
      annotated(resource, resource.root());
    }
    manifests.workloads().stream()
        .filter(workload -> !workload.resource().kind().equals("Pod"))
        .forEach(workload -> annotated(workload.resource(), workload.pod()));
    for (Source source : sources) {
      for (Silence silence : Comments.in(source)) {
        commented(source, silence);
      }
    }
  }

  /** The findings that nobody has silenced, and what is to be said of the silences themselves. */
  List<Finding> apply(List<Finding> findings, List<Rule> rules) {
    List<Finding> left = new ArrayList<>();
    for (Finding finding : findings) {
      List<Silence> matching = matching(finding);
      used.addAll(matching);
      if (matching.stream().noneMatch(Silence::counts)) {
        left.add(finding);
      }
    }
    for (Silence silence : all) {
      judge(silence, rules, left);
    }
    return left;
  }

  private List<Silence> matching(Finding finding) {
    Field at = finding.at();
    List<Silence> here =
        new ArrayList<>(
            byLine
                .getOrDefault(at.source(), Map.of())
                .getOrDefault(at.position().line(), List.of()));
    here.addAll(byObject.getOrDefault(finding.resource(), List.of()));
    for (Field up = at; !up.isRoot(); up = up.parent()) {
      here.addAll(byObject.getOrDefault(new Resource(up.parent()), List.of()));
    }
    return here.stream().filter(each -> each.rule().equals(finding.rule().id())).toList();
  }

  private void judge(Silence silence, List<Rule> rules, List<Finding> left) {
    Resource holder = holders.get(silence);
    if (holder == null) {
      return;
    }
    List<String> known = Rules.all().stream().map(Rule::id).toList();
    if (!silence.counts()) {
      say(
          UNREASONED,
          rules,
          left,
          new Finding(
              UNREASONED,
              holder,
              silence.at(),
              "no reason is given, so %s is told as before: who reads it later has to know why it is right"
                  .formatted(silence.rule()),
              "# probe-tools: ignore " + silence.rule() + " — because …"));
    } else if (!known.contains(silence.rule())) {
      say(
          UNUSED,
          rules,
          left,
          new Finding(
              UNUSED,
              holder,
              silence.at(),
              "no rule is called " + silence.rule() + Nearest.hint(silence.rule(), known),
              ""));
    } else if (!used.contains(silence)
        && rules.stream().anyMatch(rule -> rule.id().equals(silence.rule()))) {
      say(
          UNUSED,
          rules,
          left,
          new Finding(
              UNUSED,
              holder,
              silence.at(),
              "%s finds nothing here: the comment would silence what comes later"
                  .formatted(silence.rule()),
              ""));
    }
  }

  private static void say(Rule rule, List<Rule> rules, List<Finding> left, Finding finding) {
    rules.stream()
        .filter(each -> each.id().equals(rule.id()))
        .findFirst()
        .ifPresent(
            configured ->
                left.add(
                    new Finding(
                        configured,
                        finding.resource(),
                        finding.at(),
                        finding.what(),
                        finding.fix())));
  }

  private void commented(Source source, Silence silence) {
    Map<Integer, Resource> roots = objects.getOrDefault(source, Map.of());
    Resource object = roots.get(silence.line());
    if (object != null) {
      add(object, silence);
    }
    byLine
        .computeIfAbsent(source, key -> new HashMap<>())
        .computeIfAbsent(silence.line(), key -> new ArrayList<>())
        .add(silence);
    all.add(silence);
    if (object == null) {
      object = before(roots, silence.line());
    }
    if (object != null) {
      holders.put(silence, object);
    }
  }

  private static @org.jspecify.annotations.Nullable Resource before(
      Map<Integer, Resource> roots, int line) {
    return roots.entrySet().stream()
        .filter(entry -> entry.getKey() <= line)
        .max(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  /** {@code rule: reason; rule: reason}: what helm template leaves of a comment. */
  private void annotated(Resource resource, Field holder) {
    Field annotation = holder.at("metadata", "annotations").get(ANNOTATION);
    for (String entry : annotation.textOr("").split(";", -1)) {
      if (!entry.isBlank()) {
        int colon = entry.indexOf(':');
        String rule = colon < 0 ? entry : entry.substring(0, colon);
        String reason = colon < 0 ? "" : entry.substring(colon + 1);
        Silence silence = new Silence(annotation, rule.strip(), reason.strip(), 0);
        add(resource, silence);
        all.add(silence);
        holders.put(silence, resource);
      }
    }
  }

  private void add(Resource resource, Silence silence) {
    byObject.computeIfAbsent(resource, key -> new ArrayList<>()).add(silence);
  }

  private static void nothing(Scene scene, Findings findings) {
    // What these rules say is known only after all others have spoken.
  }
}
