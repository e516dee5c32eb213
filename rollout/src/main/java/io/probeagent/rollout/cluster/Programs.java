package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Java;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands of a pod's processes. */
final class Programs {
  private Programs() {}

  static Program app(PodTemplate template, PodAddress address, PodFolder folder) {
    String port = Integer.toString(address.app().getPort());
    String dir = folder.shared().toString();
    List<String> command =
        template.command().stream()
            .map(word -> word.replace("{port}", port).replace("{dir}", dir))
            .toList();
    Map<String, String> environment = new HashMap<>(Map.of("PORT", port));
    if (template.agent() != null) {
      environment.put("PROBE_DIR", dir);
    }
    environment.putAll(template.environment());
    return new Program(name(address, Target.APP), command, environment, folder.log(Target.APP));
  }

  static Program agent(
      Sidecar sidecar, PodTemplate template, PodAddress address, PodFolder folder) {
    List<String> flags = new ArrayList<>();
    flags.add("--dir=" + folder.shared());
    flags.add("--listen=127.0.0.1:" + address.of(Target.AGENT).getPort());
    flags.add("--drain-delay=" + sidecar.drainDelay().toMillis() + "ms");
    flags.add("--grace-period=" + template.gracePeriod().toMillis() + "ms");
    flags.add("--sidecar=" + (sidecar.nativeSidecar() ? "native" : "regular"));
    flags.addAll(sidecar.flags());
    String token = sidecar.controlToken();
    return new Program(
        name(address, Target.AGENT),
        new Java(sidecar.java()).jar(sidecar.jar(), flags),
        token == null ? Map.of() : Map.of("PROBE_CONTROL_TOKEN", token),
        folder.log(Target.AGENT));
  }

  private static String name(PodAddress address, Target role) {
    return address.pod() + (role == Target.APP ? " app" : " agent");
  }
}
