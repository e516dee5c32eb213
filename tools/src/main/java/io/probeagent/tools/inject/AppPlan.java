package io.probeagent.tools.inject;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is put into the container of one app.
 *
 * @param name in the agent's settings; empty for one that is alone
 * @param settings the agent's that are this app's, by variable
 */
record AppPlan(
    Container container,
    String name,
    List<Value> env,
    Value mount,
    Map<String, Value> probes,
    Optional<Value> preStop,
    Map<String, String> settings,
    boolean isGated,
    List<Note> notes) {
  static final String DIR = "/run/probe";
  static final String VOLUME = "probe";

  /** Settings that say that the app itself says something. */
  private static final List<String> SPOKEN = List.of("FILE", "FILE_MAX_AGE", "FILES", "READY_BY");

  static AppPlan of(
      Container app,
      boolean alone,
      boolean job,
      List<Container> all,
      List<Resource> services,
      Wishes wishes) {
    String name = alone ? "" : app.name();
    String path = alone ? "" : "/" + name;
    List<Note> notes = new ArrayList<>();
    Map<String, String> settings = settings(app, name, all, services, wishes, notes);
    AppProbes probes = AppProbes.of(app, path, job, all, wishes);
    notes.addAll(probes.notes());
    Optional<Value> preStop = job ? Optional.empty() : preStop(app, path, wishes, notes);
    Value.Fields mount =
        Value.fields("name", Value.text(VOLUME)).with("mountPath", Value.text(DIR));
    return new AppPlan(
        app,
        name,
        env(app, name, wishes),
        alone ? mount : mount.with("subPath", Value.text(name)),
        probes.probes(),
        preStop,
        settings,
        wishes.isFor(Wish.SD_NOTIFY, app.name()),
        List.copyOf(notes));
  }

  /** How long it has to start by the agent's startupProbe, in s; 0 if that is not put in. */
  long secondsToStart() {
    return probes.containsKey("startupProbe") ? AppProbes.secondsToStart(container) : 0;
  }

  private static Map<String, String> settings(
      Container app,
      String name,
      List<Container> all,
      List<Resource> services,
      Wishes wishes,
      List<Note> notes) {
    Map<String, String> own = new TreeMap<>();
    String variable = AgentSettings.variable(name, "APP_PORTS");
    Optional<String> told = Optional.ofNullable(wishes.settings().get(variable));
    AppPorts ports = AppPorts.of(app, all, services);
    String text = told.orElseGet(ports::text);
    if (!text.isEmpty()) {
      own.put(variable, text);
      notes.add(
          new Note(
              "app-ports",
              told.isPresent()
                  ? "%s is served when it listens on %s (as told)".formatted(app.name(), text)
                  : ports.told(app.name())));
    }
    boolean sdNotify = wishes.isFor(Wish.SD_NOTIFY, app.name());
    if (sdNotify && wishes.isNative()) {
      own.put(AgentSettings.variable(name, "READY_BY"), "word");
    }
    boolean speaks =
        sdNotify
            || wishes.isFor(Wish.APP_SIGNALS, app.name())
            || SPOKEN.stream()
                .anyMatch(
                    it ->
                        wishes.settings().containsKey(AgentSettings.variable(name, it))
                            || wishes.settings().containsKey("PROBE_" + it));
    if (text.isEmpty() && !speaks) {
      throw new Unfit(
          Reason.NO_SOURCE,
          "nothing would tell the agent of container %s: it declares no TCP port. Say %s, or app-signals or sd-notify if the app speaks to the agent%s"
              .formatted(
                  app.name(),
                  name.isEmpty() ? "app-ports" : AgentSettings.variable(name, "APP_PORTS"),
                  name.isEmpty() ? "" : "; or name the other apps in container"));
    }
    return own;
  }

  private static List<Value> env(Container app, String name, Wishes wishes) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("PROBE_DIR", DIR);
    wishes.setting(name, "FILE").ifPresent(file -> variables.put("PROBE_FILE", file));
    wishes.setting(name, "SOCKET").ifPresent(it -> variables.put("PROBE_SIGNAL_SOCKET", it));
    if (wishes.isFor(Wish.SD_NOTIFY, app.name())) {
      String socket = wishes.setting(name, "NOTIFY_SOCKET").orElse("notify.sock");
      variables.put("NOTIFY_SOCKET", DIR + "/" + socket);
    }
    List<Value> env = new ArrayList<>();
    variables.forEach(
        (variable, text) -> {
          if (app.env(variable).isPresent()) {
            throw new Unfit(
                Reason.TAKEN, "container %s sets %s itself".formatted(app.name(), variable));
          }
          env.add(Value.fields("name", Value.text(variable)).with("value", Value.text(text)));
        });
    return env;
  }

  private static Optional<Value> preStop(
      Container app, String path, Wishes wishes, List<Note> notes) {
    Field old = app.field().at("lifecycle", "preStop");
    if (!old.isNull() && !wishes.is(Wish.REPLACE_PRE_STOP)) {
      notes.add(
          new Note(
              "pre-stop-kept",
              "%s has a preStop hook of its own, which stays: SIGTERM comes when that ends, whatever the agent knows (replace-pre-stop: true puts the agent's in its place)"
                  .formatted(app.name())));
      return Optional.empty();
    }
    Value.Fields get =
        Value.fields("path", Value.text("/drain" + path)).with("port", Value.number(wishes.port()));
    Optional<String> token = Optional.ofNullable(wishes.settings().get("PROBE_CONTROL_TOKEN"));
    if (token.isPresent()) {
      Value header =
          Value.fields("name", Value.text("Authorization"))
              .with("value", Value.text("Bearer " + token.get()));
      get = get.with("httpHeaders", Value.items(header));
    }
    if (!old.isNull()) {
      notes.add(
          new Note("pre-stop-replaced", "%s had a preStop hook of its own".formatted(app.name())));
    }
    return Optional.of(Value.fields("httpGet", get));
  }
}
