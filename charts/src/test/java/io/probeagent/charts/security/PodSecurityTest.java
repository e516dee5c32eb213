package io.probeagent.charts.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every control of the standard, broken alone in a pod that meets it. */
final class PodSecurityTest {
  private static final String POD =
      """
      kind: Pod
      metadata: {name: web, annotations: {}}
      spec:
        restartPolicy: Never
        securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
        volumes: [{name: probe, emptyDir: {}}]
        containers:
        - name: web
          ports: [{containerPort: 80}]
          readinessProbe: {httpGet: {port: 80}}
          lifecycle: {preStop: {httpGet: {port: 80}}}
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;

  @Test
  void aRestrictedPodMeetsIt() {
    assertThat(violations(POD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          restartPolicy: Never | hostNetwork: true | Pod/web: hostNetwork
          restartPolicy: Never | hostPID: true | Pod/web: hostPID
          restartPolicy: Never | hostIPC: true | Pod/web: hostIPC
          runAsUser: 65532 | sysctls: [{name: kernel.msgmax, value: "1"}] | Pod/web: sysctl kernel.msgmax
          emptyDir: {} | hostPath: {path: /} | Pod/web: volume of type hostPath
          emptyDir: {} | nfs: {path: /, server: a} | Pod/web: volume of type nfs
          annotations: {} | annotations: {container.apparmor.security.beta.kubernetes.io/web: unconfined} | Pod/web: AppArmor "unconfined"
          runAsUser: 65532 | appArmorProfile: {type: Unconfined} | Pod/web: AppArmor Unconfined
          runAsUser: 65532 | seLinuxOptions: {type: spc_t} | Pod/web: SELinux {"type":"spc_t"}
          runAsUser: 65532 | seLinuxOptions: {role: a} | Pod/web: SELinux {"role":"a"}
          runAsUser: 65532 | seLinuxOptions: {user: a} | Pod/web: SELinux {"user":"a"}
          runAsUser: 65532 | windowsOptions: {hostProcess: true} | Pod/web: hostProcess
          runAsUser: 65532 | runAsUser: 0 | Pod/web: runs as UID 0
          runAsNonRoot: true, | '' | Pod/web web: may run as root
          , seccompProfile: {type: RuntimeDefault} | '' | Pod/web web: no seccomp profile
          RuntimeDefault | Unconfined | Pod/web: seccomp Unconfined
          containerPort: 80 | containerPort: 80, hostPort: 80 | Pod/web web: hostPort 80
          readinessProbe: {httpGet: {port: 80 | readinessProbe: {httpGet: {host: a, port: 80 | Pod/web web: readinessProbe asks the host a
          readinessProbe: {httpGet | livenessProbe: {tcpSocket: {host: a}, httpGet | Pod/web web: livenessProbe asks the host a
          preStop: {httpGet: {port: 80 | preStop: {httpGet: {host: a, port: 80 | Pod/web web: preStop asks the host a
          allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | Pod/web web: privilege escalation
          allowPrivilegeEscalation: false | privileged: false | Pod/web web: privilege escalation
          drop: [ALL] | drop: [CHOWN] | Pod/web web: does not drop ALL capabilities
          drop: [ALL] | drop: [ALL], add: [SYS_TIME] | Pod/web web: capability SYS_TIME
          {drop: [ALL]} | {drop: [ALL]}, privileged: true | Pod/web web: privileged
          {drop: [ALL]} | {drop: [ALL]}, procMount: Unmasked | Pod/web web: procMount Unmasked
          {drop: [ALL]} | {drop: [ALL]}, runAsUser: 0 | Pod/web web: runs as UID 0
          """)
  void eachControlIsSeen(String good, String bad, String violation) {
    String broken = POD.replace(good, bad);
    assertThat(broken).isNotEqualTo(POD);
    assertThat(violations(broken)).containsExactly(violation);
  }

  @Test
  void aContainerMayNotTakeBackWhatThePodSays() {
    String broken = POD.replace("{drop: [ALL]}", "{drop: [ALL]}, runAsNonRoot: false");
    assertThat(violations(broken))
        .containsExactly("Pod/web web: runAsNonRoot false", "Pod/web web: may run as root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"initContainers", "ephemeralContainers"})
  void noKindOfContainerIsLeftOut(String list) {
    String broken = POD + "  " + list + ": [{name: more}]\n";
    assertThat(violations(broken))
        .containsExactly(
            "Pod/web more: privilege escalation", "Pod/web more: does not drop ALL capabilities");
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, spec: {template: %s}",
    "StatefulSet, spec: {template: %s}",
    "DaemonSet, spec: {template: %s}",
    "ReplicaSet, spec: {template: %s}",
    "Job, spec: {template: %s}",
    "CronJob, spec: {jobTemplate: {spec: {template: %s}}}",
  })
  void everyKindThatHasAPodIsJudged(String kind, String form) {
    JsonNode pod = Yaml.document(POD.replace("65532", "0"));
    String template = "{metadata: {}, spec: " + pod.path("spec") + "}";
    String document = "kind: " + kind + "\nmetadata: {name: a}\n" + form.replace("%s", template);
    assertThat(violations(document)).containsExactly(kind + "/a: runs as UID 0");
  }

  private static List<String> violations(String yaml) {
    return PodSecurity.violations(Pod.of(Yaml.document(yaml)).orElseThrow());
  }
}
