package io.probeagent.tools.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.yaml.Source;
import org.junit.jupiter.api.Test;

/** What the API server makes of the numbers of a probe. */
final class HandlerTest {
  @Test
  void aZeroIsAFieldThatIsNotThere() throws Exception {
    Handler probe = probe("{periodSeconds: 0, timeoutSeconds: 0, failureThreshold: 0}");
    assertThat(probe.period()).isEqualTo(10);
    assertThat(probe.timeout()).isEqualTo(1);
    assertThat(probe.failureThreshold()).isEqualTo(3);
  }

  @Test
  void whatIsRefusedIsNeverCountedWith() throws Exception {
    Handler probe = probe("{periodSeconds: -5, timeoutSeconds: 9999999999, failureThreshold: x}");
    assertThat(probe.period()).isEqualTo(1);
    assertThat(probe.timeout()).isEqualTo(Integer.MAX_VALUE);
    assertThat(probe.failureThreshold()).isEqualTo(3);
  }

  private static Handler probe(String numbers) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(
        new Source(
            "pod.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec: {containers: [{name: web, livenessProbe: %s}]}
            """
                .formatted(numbers)));
    Container container = manifests.workloads().get(0).containers().get(0);
    return Handler.probe(container, "livenessProbe").orElseThrow();
  }
}
