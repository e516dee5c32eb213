package io.probeagent.charts.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Pod.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The profile "restricted", that is every control of "baseline" and its own, as of Kubernetes 1.36
 * (concepts/security/pod-security-standards). Where versions differ, the strictest one counts.
 */
public final class PodSecurity {
  private final List<String> violations = new ArrayList<>();

  private PodSecurity() {}

  /** What the profile forbids in the pod; nothing: it is met. */
  public static List<String> violations(Pod pod) {
    PodSecurity found = new PodSecurity();
    found.judgePod(pod);
    pod.containers().forEach(container -> found.judgeContainer(pod, container));
    return List.copyOf(found.violations);
  }

  private void judgePod(Pod pod) {
    JsonNode spec = pod.spec();
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      unless(!spec.path(shared).asBoolean(), pod.name() + ": " + shared);
    }
    JsonNode context = spec.path("securityContext");
    for (JsonNode sysctl : context.path("sysctls")) {
      String name = sysctl.path("name").asText();
      unless(Allowed.SYSCTLS.contains(name), pod.name() + ": sysctl " + name);
    }
    for (JsonNode volume : spec.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              type ->
                  unless(Allowed.VOLUMES.contains(type), pod.name() + ": volume of type " + type));
    }
    pod.metadata()
        .path("annotations")
        .properties()
        .forEach(
            annotation ->
                unless(
                    !annotation.getKey().startsWith("container.apparmor.security.beta.")
                        || Allowed.apparmor(annotation.getValue().asText()),
                    pod.name() + ": AppArmor " + annotation.getValue()));
    judgeContext(pod.name(), context);
  }

  private void judgeContainer(Pod pod, Container container) {
    String at = pod.name() + ' ' + container.name();
    JsonNode spec = container.spec();
    JsonNode context = spec.path("securityContext");
    JsonNode inherited = pod.spec().path("securityContext");
    judgeContext(at, context);
    unless(!context.path("privileged").asBoolean(), at + ": privileged");
    unless(isFalse(context.path("allowPrivilegeEscalation")), at + ": privilege escalation");
    unless(
        context.path("procMount").asText("Default").equals("Default"),
        at + ": procMount " + context.path("procMount").asText());
    judgeCapabilities(at, context.path("capabilities"));
    unless(
        context.path("runAsNonRoot").asBoolean(inherited.path("runAsNonRoot").asBoolean()),
        at + ": may run as root");
    unless(
        context.has("seccompProfile") || inherited.has("seccompProfile"),
        at + ": no seccomp profile");
    for (JsonNode port : spec.path("ports")) {
      unless(port.path("hostPort").asInt() == 0, at + ": hostPort " + port.path("hostPort"));
    }
    for (String hook : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      judgeHost(at + ": " + hook, spec.path(hook));
    }
    for (String hook : List.of("postStart", "preStop")) {
      judgeHost(at + ": " + hook, spec.path("lifecycle").path(hook));
    }
  }

  /** What pod and container have in common. */
  private void judgeContext(String at, JsonNode context) {
    unless(context.path("runAsUser").asInt(1) != 0, at + ": runs as UID 0");
    unless(!isFalse(context.path("runAsNonRoot")), at + ": runAsNonRoot false");
    JsonNode seccomp = context.path("seccompProfile").path("type");
    unless(
        seccomp.isMissingNode() || Set.of("RuntimeDefault", "Localhost").contains(seccomp.asText()),
        at + ": seccomp " + seccomp.asText());
    JsonNode apparmor = context.path("appArmorProfile").path("type");
    unless(
        apparmor.isMissingNode()
            || Set.of("RuntimeDefault", "Localhost").contains(apparmor.asText()),
        at + ": AppArmor " + apparmor.asText());
    JsonNode selinux = context.path("seLinuxOptions");
    unless(
        Allowed.SELINUX_TYPES.contains(selinux.path("type").asText())
            && selinux.path("user").asText().isEmpty()
            && selinux.path("role").asText().isEmpty(),
        at + ": SELinux " + selinux);
    unless(!context.path("windowsOptions").path("hostProcess").asBoolean(), at + ": hostProcess");
  }

  private void judgeCapabilities(String at, JsonNode capabilities) {
    boolean dropsAll = false;
    for (JsonNode dropped : capabilities.path("drop")) {
      dropsAll |= dropped.asText().equals("ALL");
    }
    unless(dropsAll, at + ": does not drop ALL capabilities");
    for (JsonNode added : capabilities.path("add")) {
      unless(added.asText().equals("NET_BIND_SERVICE"), at + ": capability " + added.asText());
    }
  }

  /** Forbidden from 1.34 on: such a probe makes kubelet ask any host. */
  private void judgeHost(String at, JsonNode handler) {
    for (String kind : List.of("httpGet", "tcpSocket")) {
      String host = handler.path(kind).path("host").asText();
      unless(host.isEmpty(), at + " asks the host " + host);
    }
  }

  private static boolean isFalse(JsonNode value) {
    return value.isBoolean() && !value.asBoolean();
  }

  private void unless(boolean allowed, String violation) {
    if (!allowed) {
      violations.add(violation);
    }
  }
}
