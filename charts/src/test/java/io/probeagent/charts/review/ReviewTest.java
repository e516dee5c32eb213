package io.probeagent.charts.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.charts.helm.Case;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Yaml;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule notices its defect, put alone into what the charts render. */
final class ReviewTest {

  /**
   * The kind, the place in it, what to put there (nothing: take it away), and what is said of it.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Deployment | AGENT/readinessProbe      | {}           | has a readinessProbe
          Deployment | AGENT/startupProbe        |              | has no startupProbe: an app's first word may be lost
          Deployment | AGENT/startupProbe/httpGet/path | /startup | startupProbe: asks "/startup" (expected: /healthz)
          Deployment | AGENT/startupProbe/httpGet/port | 8080   | startupProbe: asks port 8080 (expected: 9810)
          Deployment | AGENT/startupProbe/failureThreshold | 3  | has 3 s to start (expected: at least 30)
          Deployment | APP/env/5/name            | NOTIFY       | has a startupProbe, and no app has NOTIFY_SOCKET
          Deployment | AGENT/restartPolicy       |              | has a startupProbe, and is no native sidecar
          Deployment | AGENT/lifecycle           | {}           | has a lifecycle
          Deployment | AGENT/restartPolicy       |              | is an init container that ends before the app starts
          Deployment | AGENT/env/1/value         | regular      | PROBE_SIDECAR is regular
          Deployment | AGENT/env/0/value         | 51s          | PROBE_GRACE_PERIOD is not the pod's 50s
          Deployment | POD/terminationGracePeriodSeconds | 30   | PROBE_GRACE_PERIOD is not the pod's 30s
          Deployment | AGENT/ports/0/containerPort | 9811       | does not declare its port 9810
          Deployment | AGENT/volumeMounts/0/mountPath | /run/other | does not have the whole volume at /run/probe
          Deployment | AGENT/volumeMounts/0/subPath | app       | does not have the whole volume at /run/probe
          Deployment | AGENT/resources/limits/memory |          | no resources/limits/memory
          Deployment | AGENT/resources/limits/cpu | 1           | has a limit of CPU
          Deployment | AGENT/securityContext/readOnlyRootFilesystem | false | may write to its root
          Deployment | AGENT/image               | probe-agent  | has no tag or digest
          Deployment | AGENT/image               | a:latest     | the image is latest
          Deployment | POD/volumes/0/emptyDir/medium |          | the volume is not a bounded emptyDir in memory
          Deployment | POD/volumes/0/emptyDir/sizeLimit |       | the volume is not a bounded emptyDir in memory
          Deployment | APP/readinessProbe        |              | no app has a readiness probe
          Deployment | APP/readinessProbe/httpGet/port | ~"probe"~ | asks port "probe" (expected: 9810)
          Deployment | APP/readinessProbe/httpGet/path | /live  | asks "/live" (expected: /ready)
          Deployment | APP/livenessProbe/httpGet/path | /ready  | asks "/ready" (expected: /live)
          Deployment | APP/readinessProbe/failureThreshold | 3  | kubelet waits for 3 failures, the agent for 2
          Deployment | APP/lifecycle/preStop/httpGet/path | /   | asks "/" (expected: /drain)
          Deployment | APP/lifecycle/preStop/httpGet/httpHeaders | | the hook's token is not the agent's
          Deployment | APP/volumeMounts/0/mountPath | /tmp      | has the volume elsewhere than the agent
          Deployment | APP/volumeMounts/0/subPath | web         | knows the apps [], mounted are [web]
          Deployment | APP/env/4/value           | /run         | PROBE_DIR is not where the volume is
          Deployment | APP/env/1/name            | PORT         | has the variable PORT twice
          Deployment | APP/ports/0/containerPort | 9810         | has the port 9810 twice
          Deployment | APP/volumeMounts/0/name   | other        | mounts other, which is no volume
          Deployment | POD/enableServiceLinks    |              | has service links
          Deployment | POD/automountServiceAccountToken | true  | gets an API token
          Deployment | POD/serviceAccountName    | root         | runs as root, which is not there
          Deployment | /spec/replicas            | 3            | replicas and an autoscaler: one of them
          Deployment | /spec/strategy/rollingUpdate/maxUnavailable | 1 | maxUnavailable
          Deployment | /spec/strategy/rollingUpdate/maxSurge | 0 | maxSurge
          Deployment | /spec/minReadySeconds     | 0            | no minReadySeconds
          Deployment | /spec/progressDeadlineSeconds | 5        | is given up before a pod can be available
          Deployment | /spec/selector/matchLabels/more | yes    | does not select its own pods
          Deployment | /metadata/name            | A            | the name is no DNS label
          Deployment | /metadata/labels/team     | a b          | no label: team="a b"
          Service    | /metadata/name            | 1a           | the name of a Service begins with a letter
          Service    | /metadata/labels          |              | has no label app.kubernetes.io/name
          Service    | /spec/selector/more       | yes          | selects no pod
          Service    | /spec/selector            | {}           | selects no pod
          Service    | /spec/selector/app.kubernetes.io~1component |   | selects Pod/shop-sample-app-test as well
          Service    | /spec/ports/0/targetPort  | web          | has no port "web"
          Service    | /spec/ports/0/targetPort  | probe        | has no port "probe"
          Service    | /spec/publishNotReadyAddresses | true    | publishes pods that are not ready
          PodDisruptionBudget | /spec/maxUnavailable | 0        | allows no eviction: 0
          PodDisruptionBudget | /spec/minAvailable | 1          | expected: one of maxUnavailable and minAvailable
          PodDisruptionBudget | /spec/unhealthyPodEvictionPolicy | | keeps pods that are not ready
          NetworkPolicy | /spec/policyTypes      | []           | says nothing of who gets in
          NetworkPolicy | /spec/ingress/0        |              | nobody gets to port
          NetworkPolicy | /spec/podSelector/matchLabels/more | yes | selects no pod
          HorizontalPodAutoscaler | /spec/scaleTargetRef/name | a | scales what is not there
          HorizontalPodAutoscaler | /spec/minReplicas | 11      | its least is above its most
          PodMonitor | /spec/podMetricsEndpoints/0/port | web   | has no port "web"
          Ingress    | /spec/rules/0/http/paths/0/backend/service/name | a | no such Service and port
          Pod        | /spec/restartPolicy       | Always       | is to end, but its restartPolicy is "Always"
          """)
  void theDefectIsFound(String kind, String place, @Nullable String value, String problem) {
    List<JsonNode> documents = everything();
    assertThat(Review.problems(documents)).isEmpty();
    JsonNode document =
        documents.stream()
            .filter(one -> one.path("kind").asText().equals(kind))
            .findFirst()
            .orElseThrow();
    put(document, pointer(place), value);
    assertThat(Review.problems(documents)).anyMatch(found -> found.contains(problem));
  }

  private static String pointer(String place) {
    return place
        .replace("AGENT", "POD/initContainers/0")
        .replace("APP", "POD/containers/0")
        .replace("POD", "/spec/template/spec");
  }

  private static void put(JsonNode document, String pointer, @Nullable String value) {
    int last = pointer.lastIndexOf('/');
    JsonNode parent = document.at(pointer.substring(0, last));
    String key = pointer.substring(last + 1).replace("~1", "/");
    assertThat(parent.isContainerNode()).as(pointer).isTrue();
    if (parent instanceof ArrayNode list) {
      // Only ever taken away: all but this one would do as well.
      list.removeAll();
    } else if (value == null) {
      assertThat(((ObjectNode) parent).remove(key)).as(pointer).isNotNull();
    } else {
      ((ObjectNode) parent).set(key, parsed(value));
    }
  }

  private static JsonNode parsed(String value) {
    return Yaml.document("value: " + (value.equals("yes") ? "\"yes\"" : value)).path("value");
  }

  /** Fresh for each test, which changes it. */
  private static List<JsonNode> everything() {
    return Helm.sampleApp().documents(Case.named("everything").release());
  }
}
