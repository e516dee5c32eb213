package io.probeagent.charts.library;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Release;
import java.nio.file.Path;

/** A chart as a user has it: one Deployment, and the library as its only dependency. */
final class Wrapper {
  private static final String CHART =
      """
      apiVersion: v2
      name: web
      version: 1.0.0
      dependencies:
        - {name: probe-agent, version: 0.1.0, repository: "file://../../../probe-agent"}
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
      """;

  private static final String WITH_POD =
      """
        template:
          metadata: {labels: {app: web}}
          spec:
      {{- define "web.pod" }}
      %s
      {{- end }}
      {{- include "probe-agent.pod" (list . "web.pod") | nindent 6 }}
      """;

  private final Helm helm;

  private Wrapper(Helm helm) {
    this.helm = helm;
  }

  /**
   * @param name of its folder, one for each caller
   * @param template what stands behind a Deployment's selector, two spaces in
   */
  static Wrapper of(String name, String values, String template) {
    Path chart = Folder.CHARTS.resolve("target/wrappers").resolve(name);
    Folder.write(chart.resolve("Chart.yaml"), CHART);
    Folder.write(chart.resolve("values.yaml"), values);
    Folder.write(chart.resolve("templates/deployment.yaml"), DEPLOYMENT + template);
    return new Wrapper(Helm.of(chart));
  }

  /** With the whole pod spec handed to the library. */
  static Wrapper ofPod(String name, String values, String spec) {
    return of(name, values, WITH_POD.formatted(spec));
  }

  JsonNode pod(String kubernetes) {
    return helm.documents(Release.PLAIN.on(kubernetes)).get(0).at("/spec/template/spec");
  }
}
