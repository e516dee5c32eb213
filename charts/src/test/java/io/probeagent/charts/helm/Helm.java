package io.probeagent.charts.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;

/** Helm over one chart: the real program, bound as a library. */
public final class Helm {
  // The library's template leaves hooks out, which are to be judged as all else. So they are hidden
  // from
  // Helm in the copy, and get their name back in what is rendered.
  private static final String HOOK = "helm.sh/hook:";
  private static final String HIDDEN = "hidden.helm.sh/hook:";

  private final Path chart;

  private Helm(Path chart) {
    this.chart = chart;
  }

  /** The chart of the sample app, with its library packed into it. */
  public static Helm sampleApp() {
    return SampleApp.READY;
  }

  /** A chart that lies somewhere below {@code target}: its dependencies are put into it. */
  public static Helm of(Path chart) {
    new com.marcnuri.helm.Helm(chart).dependency().update().call();
    return new Helm(chart);
  }

  /** A copy of the chart that has these values for defaults; JSON is YAML. */
  public Helm withDefaults(String copy, JsonNode values) {
    Path folder = Folder.CHARTS.resolve("target/with-defaults").resolve(copy);
    Folder.copy(chart, folder);
    JsonNode defaults = Yaml.document(Folder.read(chart.resolve("values.yaml")));
    Folder.write(folder.resolve("values.yaml"), Yaml.merged(defaults, values).toPrettyString());
    return new Helm(folder);
  }

  /** What {@code helm template} prints. Where Helm refuses, the exception's message says why. */
  public String template(Release release) {
    TemplateCommand command =
        new com.marcnuri.helm.Helm(chart)
            .template()
            .withName(release.name())
            .withNamespace(release.namespace())
            .withKubeVersion(release.kubernetes());
    release.values().forEach(command::withValuesFile);
    release.set().forEach(command::set);
    return command.call().replace(HIDDEN, HOOK);
  }

  public List<JsonNode> documents(Release release) {
    return Yaml.documents(template(release));
  }

  /** {@code helm lint --strict}, with the chart's own values. */
  public LintResult lint() {
    return new com.marcnuri.helm.Helm(chart).lint().strict().call();
  }

  /** A copy of both charts as they are; returns that of the sample app, without its dependency. */
  public static Path copied(String target) {
    Path copy = Folder.CHARTS.resolve("target").resolve(target);
    Folder.copy(Folder.CHARTS.resolve("probe-agent"), copy.resolve("probe-agent"));
    return Folder.copy(Folder.CHARTS.resolve("sample-app"), copy.resolve("sample-app"));
  }

  /** Copied once, at first use. */
  private static final class SampleApp {
    static final Helm READY = of(withoutHooks(copied("rendered-from")));

    private static Path withoutHooks(Path chart) {
      for (Path test : Folder.files(chart.resolve("templates/tests"), ".yaml")) {
        Folder.write(test, Folder.read(test).replace(HOOK, HIDDEN));
      }
      return chart;
    }
  }
}
