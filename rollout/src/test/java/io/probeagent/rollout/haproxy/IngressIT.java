package io.probeagent.rollout.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.cluster.Cluster;
import io.probeagent.rollout.cluster.DeploymentSpec;
import io.probeagent.rollout.cluster.Scenery;
import io.probeagent.rollout.cluster.Story;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Folder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HAProxy finds the pods of a rolling update by their agents. */
final class IngressIT {
  @Test
  void followsARollingUpdate() throws Exception {
    assumeTrue(HaProxy.installed().isPresent(), "haproxy is not installed");
    Path root = Folder.create();
    Options options = Options.of(HaProxy.installed().orElseThrow(), 3);
    try (HaProxy proxy = HaProxy.start(options, root);
        Cluster cluster =
            Cluster.create(
                Scenery.sample(Duration.ofMillis(500), null),
                DeploymentSpec.of("web", 2),
                new Story(),
                root)) {
      cluster.listen(proxy);
      cluster.start();
      assertThat(proxy.awaitUp(2, Scenery.LIMIT)).as(proxy::problem).isTrue();
      assertThat(proxy.up()).containsExactlyInAnyOrder("web-1-1", "web-1-2");
      cluster.update(1);
      List<String> expected = List.of("web-2-1", "web-2-2");
      List<String> up =
          Await.answer(
              Scenery.LIMIT, () -> proxy.up().stream().sorted().toList(), expected::equals);
      assertThat(up).as(proxy::problem).isEqualTo(expected);
      assertThat(proxy.problem()).isEmpty();
    } finally {
      Folder.delete(root);
    }
  }
}
