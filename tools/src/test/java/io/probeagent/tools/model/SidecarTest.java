package io.probeagent.tools.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.yaml.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SidecarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: probe-agent, image: mirror/agent:1}",
        "{name: sidecar, image: probe-agent}",
        "{name: sidecar, image: 'registry.example:5000/team/probe-agent:0.1.0@sha256:0'}",
        "{name: sidecar, image: probe-agent, args: [--drain-delay, 2s]}"
      })
  void isKnownByItsNameOrItsImage(String container) throws Exception {
    assertThat(find(container)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: web, image: 'nginx:1.27'}",
        "{name: web, image: 'probe-agent-sample-app:0.1.0'}",
        "{name: test, image: probe-agent, args: [check, url, 'http://web/']}"
      })
  void isNotWhatOnlyLooksLikeIt(String container) throws Exception {
    assertThat(find(container)).isEmpty();
  }

  @Test
  void aPlainInitContainerIsNone() throws Exception {
    Manifests manifests = new Manifests();
    String init = "{initContainers: [{name: probe-agent, image: probe-agent}]}";
    manifests.add(new Source("pod", "{apiVersion: v1, kind: Pod, spec: %s}".formatted(init)));
    assertThat(manifests.workloads().get(0).sidecar()).isEmpty();
  }

  private static Optional<Sidecar> find(String container) throws Exception {
    Manifests manifests = new Manifests();
    String pod = "{apiVersion: v1, kind: Pod, spec: {containers: [%s]}}".formatted(container);
    manifests.add(new Source("pod", pod));
    return manifests.workloads().get(0).sidecar();
  }
}
