package io.probeagent.tools.inject;

import io.probeagent.tools.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Objects of all kinds, each with some of what real ones have. */
final class RandomPods {
  private static final List<String> KINDS =
      List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod", "Job", "CronJob");

  private final Random random;

  RandomPods(Random random) {
    this.random = random;
  }

  Value.Fields object(int number) {
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    Value.Fields head =
        Value.fields("apiVersion", Value.text("apps/v1")).with("kind", Value.text(kind));
    Value.Fields metadata = Value.fields("name", Value.text("web-" + number));
    if (kind.equals("Pod")) {
      return head.with("metadata", labelled(metadata)).with("spec", spec());
    }
    Value.Fields template = Value.fields();
    boolean specFirst = random.nextBoolean();
    if (specFirst) {
      template = template.with("spec", spec());
    }
    if (!specFirst || random.nextBoolean()) {
      template = template.with("metadata", labelled(Value.fields()));
    }
    if (!specFirst) {
      template = template.with("spec", spec());
    }
    Value.Fields spec = Value.fields("replicas", Value.number(3)).with("template", template);
    if (kind.equals("CronJob")) {
      spec = Value.fields("jobTemplate", Value.fields("spec", spec));
    }
    return head.with("metadata", metadata).with("spec", spec);
  }

  private Value.Fields labelled(Value.Fields metadata) {
    Value labels = Value.fields("app", Value.text("web")).with("tier", Value.text("a: b # c"));
    Value.Fields labelled = metadata.with("labels", labels);
    return switch (random.nextInt(4)) {
      case 0 -> labelled.with("annotations", new Value.Plain("null"));
      case 1 -> labelled.with("annotations", Value.fields());
      case 2 -> labelled.with("annotations", Value.fields("note", Value.text("it's 5 o'clock")));
      default -> labelled;
    };
  }

  private Value.Fields spec() {
    Value.Fields spec = Value.fields();
    if (random.nextBoolean()) {
      spec = spec.with("terminationGracePeriodSeconds", Value.number(60));
    }
    spec =
        list(
            spec,
            "volumes",
            Value.fields("name", Value.text("data")).with("emptyDir", Value.fields()));
    spec =
        list(
            spec,
            "initContainers",
            Value.fields("name", Value.text("init")).with("image", Value.text("a:1")));
    List<Value> containers = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      containers.add(container(i));
    }
    spec = spec.with("containers", new Value.Items(containers));
    return random.nextBoolean()
        ? spec.with("nodeSelector", Value.fields("disk", Value.text("ssd")))
        : spec;
  }

  private Value.Fields container(int number) {
    Value.Fields all = Value.fields("name", Value.text("app-" + number));
    all = random.nextInt(8) == 0 ? all : all.with("image", Value.text("example/web:1.0"));
    Value port =
        Value.fields("containerPort", Value.number(8080 + number)).with("name", Value.text("http"));
    all = all.with("ports", Value.items(port));
    all =
        list(
            all,
            "env",
            Value.fields("name", Value.text("LEVEL")).with("value", Value.text("two\nlines ")));
    all =
        list(
            all,
            "volumeMounts",
            Value.fields("name", Value.text("data")).with("mountPath", Value.text("/data")));
    if (random.nextBoolean()) {
      all = all.with("readinessProbe", probe());
    }
    if (random.nextBoolean()) {
      all = all.with("livenessProbe", probe());
    }
    return switch (random.nextInt(5)) {
      case 0 -> all.with("lifecycle", Value.fields());
      case 1 -> all.with("lifecycle", Value.fields("postStart", Value.fields("exec", exec())));
      case 2 -> all.with("lifecycle", Value.fields("preStop", Value.fields("exec", exec())));
      case 3 -> all.with("lifecycle", new Value.Plain("~"));
      default -> all;
    };
  }

  private Value probe() {
    Value.Fields probe =
        switch (random.nextInt(3)) {
          case 0 -> Value.fields("exec", exec());
          case 1 -> Value.fields("tcpSocket", Value.fields("port", Value.text("http")));
          default ->
              Value.fields(
                  "httpGet",
                  Value.fields("path", Value.text("/é")).with("port", Value.text("http")));
        };
    return random.nextBoolean() ? probe.with("periodSeconds", Value.number(20)) : probe;
  }

  private static Value exec() {
    return Value.fields(
        "command",
        Value.items(Value.text("sh"), Value.text("-c"), Value.text("test -f \"/tmp/a\"\nexit 1")));
  }

  private Value.Fields list(Value.Fields owner, String name, Value item) {
    return switch (random.nextInt(4)) {
      case 0 -> owner.with(name, Value.items(item));
      case 1 -> owner.with(name, Value.items());
      case 2 -> owner.with(name, new Value.Plain(random.nextBoolean() ? "null" : ""));
      default -> owner;
    };
  }
}
