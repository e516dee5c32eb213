package io.probeagent.tools.inject;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is put into a pod. Made without a look at its text. */
record PodPlan(Workload workload, List<AppPlan> apps, Wishes wishes, List<Note> notes) {
  private static final String AGENT = "probe-agent";

  /**
   * Decides.
   *
   * @throws Unfit if the agent cannot be put in
   */
  static PodPlan of(Workload workload, List<Resource> services, OldApis apis, Wishes flags) {
    if (Annotations.isDisabled(workload)) {
      throw new Unfit(
          Reason.DISABLED, "its annotation %sinject says so".formatted(Annotations.PREFIX));
    }
    if (workload.sidecar().isPresent()) {
      throw new Unfit(Reason.HAS_AGENT, "it has the agent already, put there by other means");
    }
    Wishes wishes = flags.and(Annotations.wishes(workload), Annotations.PREFIX);
    if (isHelmHook(workload) && wishes.text(Wish.INJECT).isEmpty()) {
      throw new Unfit(
          Reason.HELM_HOOK,
          "Helm runs it and waits for its end (%sinject: \"true\" on the pod asks for it all the same)"
              .formatted(Annotations.PREFIX));
    }
    List<Note> notes = new ArrayList<>();
    if (wishes.isNative() && wishes.text(Wish.SIDECAR).isEmpty()) {
      Optional<Note> old = apis.regular(workload);
      if (old.isPresent()) {
        notes.add(old.get());
        wishes = wishes.and(Map.of(Wish.SIDECAR.label(), "regular"), "");
      }
    }
    refuse(workload, wishes);
    List<Container> all = workload.containers(Role.MAIN);
    List<Container> chosen = AppChoice.of(all, wishes);
    boolean alone = chosen.size() == 1;
    List<String> names = chosen.stream().map(Container::name).toList();
    AgentSettings.check(wishes.settings().keySet(), alone ? List.of() : names);
    if (!alone && wishes.text(Wish.APP_PORTS).isPresent()) {
      throw new Unfit(
          Reason.BAD_SETTING,
          "app-ports is for one app, and here are %s (expected: %s and so on)"
              .formatted(
                  String.join(", ", names), AgentSettings.variable(names.get(0), "APP_PORTS")));
    }
    List<AppPlan> apps = new ArrayList<>();
    for (Container app : chosen) {
      AppPlan plan = planned(workload, app, alone, all, services, wishes);
      apps.add(plan);
      notes.addAll(plan.notes());
    }
    for (Container other : all) {
      if (!chosen.contains(other)) {
        notes.add(
            new Note(
                "container-left",
                "container %s is none of the agent's business (name it in container to change that)"
                    .formatted(other.name())));
      }
    }
    notes.addAll(RolloutNotes.of(workload, apps));
    if (isJob(workload) && !wishes.isNative()) {
      JobNote.of(workload).ifPresent(notes::add);
    }
    Grace grace = Grace.of(workload, apps, wishes);
    notes.addAll(grace.notes());
    if (grace.delay().isPresent()) {
      wishes = wishes.and(Map.of(Wish.DRAIN_DELAY.label(), grace.delay().get()), "");
    }
    return new PodPlan(workload, List.copyOf(apps), wishes, List.copyOf(notes));
  }

  private static AppPlan planned(
      Workload workload,
      Container app,
      boolean alone,
      List<Container> all,
      List<Resource> services,
      Wishes wishes) {
    try {
      return AppPlan.of(app, alone, isJob(workload), all, services, wishes);
    } catch (Unfit unfit) {
      boolean asked = !Annotations.wishes(workload).isEmpty();
      if (unfit.reason() == Reason.NO_SOURCE && isJob(workload) && !asked) {
        throw new Unfit(
            Reason.PLAIN_JOB,
            "it ends by itself, container %s declares no TCP port, and no annotation of the pod asks for the agent"
                .formatted(app.name()));
      }
      throw unfit;
    }
  }

  /** A test or a task of a release; Helm takes what has the annotation for nothing else. */
  private static boolean isHelmHook(Workload workload) {
    boolean hook =
        workload.resource().root().at("metadata", "annotations", "helm.sh/hook").exists();
    return hook && (isJob(workload) || workload.resource().kind().equals("Pod"));
  }

  /** Whether its containers end by themselves. */
  static boolean isJob(Workload workload) {
    String policy = workload.spec().get("restartPolicy").textOr("Always");
    return workload.isJob() || !policy.equals("Always");
  }

  private static void refuse(Workload workload, Wishes wishes) {
    Field spec = workload.spec();
    boolean asked = wishes.text(Wish.INJECT).isPresent();
    if (spec.get("hostNetwork").isTrue() && !asked) {
      throw new Unfit(
          Reason.HOST_NETWORK,
          "its network is the node's: port %d would be the node's, and the ports seen those of all its pods (%sinject: \"true\" on the pod asks for it all the same)"
              .formatted(wishes.port(), Annotations.PREFIX));
    }
    if (spec.at("os", "name").is("windows")
        || spec.get("nodeSelector").get("kubernetes.io/os").is("windows")) {
      throw new Unfit(Reason.WINDOWS, "its pods run on Windows, the agent on Linux");
    }
    for (Field volume : spec.get("volumes").items()) {
      if (volume.get("name").is(AppPlan.VOLUME)) {
        throw new Unfit(Reason.TAKEN, "it has a volume %s of its own".formatted(AppPlan.VOLUME));
      }
    }
    for (Container container : workload.containers()) {
      refuse(container, wishes);
    }
  }

  private static void refuse(Container container, Wishes wishes) {
    if (container.field().get("name").textOr("").isEmpty()) {
      throw new Unfit(
          Reason.MALFORMED, container.field().path() + " has no name (expected: one of its own)");
    }
    if (container.name().equals(AGENT)) {
      throw new Unfit(Reason.TAKEN, "it has a container %s of its own".formatted(AGENT));
    }
    for (Field port : container.field().get("ports").items()) {
      if (port.get("containerPort").numberOr(0) == wishes.port()) {
        throw new Unfit(
            Reason.TAKEN,
            "container %s has port %d (port gives the agent another)"
                .formatted(container.name(), wishes.port()));
      }
    }
    for (Field mount : container.field().get("volumeMounts").items()) {
      if (mount.get("mountPath").textOr("").replaceAll("/+$", "").equals(AppPlan.DIR)) {
        throw new Unfit(
            Reason.TAKEN,
            "container %s mounts something at %s".formatted(container.name(), AppPlan.DIR));
      }
    }
  }
}
