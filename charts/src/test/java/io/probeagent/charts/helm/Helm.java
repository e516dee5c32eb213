package io.probeagent.charts.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;

/** Helm over one chart: the real program, bound as a library. */
public final class Helm {
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

  public Path chart() {
    return chart;
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
    return command.call();
  }

  public List<JsonNode> documents(Release release) {
    return Yaml.documents(template(release));
  }

  /** {@code helm lint --strict}, with the chart's own values. */
  public LintResult lint() {
    return new com.marcnuri.helm.Helm(chart).lint().strict().call();
  }

  /** Copied once, at first use. */
  private static final class SampleApp {
    static final Helm READY = of(copied());

    private static Path copied() {
      Path copy = Folder.CHARTS.resolve("target/rendered-from");
      Folder.copy(Folder.CHARTS.resolve("probe-agent"), copy.resolve("probe-agent"));
      return Folder.copy(Folder.CHARTS.resolve("sample-app"), copy.resolve("sample-app"));
    }
  }
}
