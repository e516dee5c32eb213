package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The Pod Security Standards: what of a pod does not meet them, as fields and what is wrong. */
public final class PodSecurity {
  private static final Set<String> BASELINE_CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private static final Set<String> RESTRICTED_VOLUMES =
      Set.of(
          "name",
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "image",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private PodSecurity() {}

  /** What a pod may not have under "baseline" besides what its containers have. */
  public static List<String> baselineOfPod(Workload workload) {
    List<String> wrong = new ArrayList<>();
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (workload.spec().get(host).isTrue()) {
        wrong.add(host + ": true");
      }
    }
    for (Field volume : workload.spec().get("volumes").items()) {
      if (!volume.get("hostPath").isNull()) {
        wrong.add("hostPath volume " + volume.get("name").textOr(""));
      }
    }
    if (seccomp(workload.spec()).is("Unconfined")) {
      wrong.add("seccompProfile: Unconfined");
    }
    return wrong;
  }

  /** What a container may not have under "baseline". */
  public static List<String> baseline(Container container) {
    List<String> wrong = new ArrayList<>();
    Field context = container.field().get("securityContext");
    if (context.get("privileged").isTrue()) {
      wrong.add("privileged: true");
    }
    for (Field capability : context.at("capabilities", "add").items()) {
      if (!BASELINE_CAPABILITIES.contains(capability.textOr(""))) {
        wrong.add("capability " + capability.textOr(""));
      }
    }
    if (!context.get("procMount").isNull() && !context.get("procMount").is("Default")) {
      wrong.add("procMount");
    }
    if (seccomp(container.field()).is("Unconfined")) {
      wrong.add("seccompProfile: Unconfined");
    }
    for (Field port : container.field().get("ports").items()) {
      if (port.get("hostPort").numberOr(0) > 0) {
        wrong.add("hostPort " + port.get("hostPort").textOr(""));
      }
    }
    return wrong;
  }

  /** What "restricted" wants of a pod over "baseline", besides its containers. */
  public static List<String> restrictedOfPod(Workload workload) {
    List<String> wrong = new ArrayList<>();
    for (Field volume : workload.spec().get("volumes").items()) {
      volume.fields().stream()
          .filter(kind -> !RESTRICTED_VOLUMES.contains(kind.name()) && !kind.isNull())
          .filter(kind -> !kind.name().equals("hostPath"))
          .forEach(kind -> wrong.add(kind.name() + " volume " + volume.get("name").textOr("")));
    }
    return wrong;
  }

  /** What "restricted" wants of a container over "baseline". */
  public static List<String> restricted(Workload workload, Container container) {
    List<String> wrong = new ArrayList<>();
    Field own = container.field().get("securityContext");
    Field pod = workload.spec().get("securityContext");
    if (!own.get("allowPrivilegeEscalation").isFalse()) {
      wrong.add("allowPrivilegeEscalation: false");
    }
    Field nonRoot =
        own.get("runAsNonRoot").isNull() ? pod.get("runAsNonRoot") : own.get("runAsNonRoot");
    if (!nonRoot.isTrue()) {
      wrong.add("runAsNonRoot: true");
    }
    Field user = own.get("runAsUser").isNull() ? pod.get("runAsUser") : own.get("runAsUser");
    if (user.numberOr(-1) == 0) {
      wrong.add("runAsUser other than 0");
    }
    if (seccomp(container.field()).isNull() && seccomp(workload.spec()).isNull()) {
      wrong.add("seccompProfile: {type: RuntimeDefault}");
    }
    Field capabilities = own.get("capabilities");
    if (capabilities.get("drop").items().stream().noneMatch(each -> each.is("ALL"))) {
      wrong.add("capabilities: {drop: [ALL]}");
    }
    if (capabilities.get("add").items().stream().anyMatch(each -> !each.is("NET_BIND_SERVICE"))) {
      wrong.add("no capabilities added but NET_BIND_SERVICE");
    }
    return wrong;
  }

  private static Field seccomp(Field holder) {
    return holder.at("securityContext", "seccompProfile", "type");
  }
}
