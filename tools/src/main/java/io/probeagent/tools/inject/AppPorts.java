package io.probeagent.tools.inject;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ports an app listens on. An app that does not listen on all of the needed ones is never
 * ready, and what a Service or the container declares may be there only sometimes, or in another
 * version. So what the app's own probes ask is needed; without such a probe, one: the first that a
 * Service sends to, else the first that is declared. Of all others only the connections count.
 *
 * @param needed it has to listen on them
 * @param counted what is connected there is in flight
 * @param from who names the needed ones
 * @param cut how many more there are than the agent takes
 */
record AppPorts(List<Long> needed, List<Long> counted, String from, int cut) {
  /** The agent's own bound. */
  private static final int MOST = 16;

  /** What a command of a probe asks: {@code localhost:8080/ready}, {@code -addr=:9000}. */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?:localhost|127\\.0\\.0\\.1|\\[::1]|(?<=[=\\s])|^):([1-9]\\d{1,4})(?=[/?\\s\"']|$)");

  AppPorts {
    needed = List.copyOf(needed);
    counted = List.copyOf(counted);
  }

  /**
   * The ports of a container.
   *
   * @param all the containers of its pod
   * @param services those that take its pod
   */
  static AppPorts of(Container app, List<Container> all, List<Resource> services) {
    Set<Long> probed = probed(app);
    probed.removeIf(port -> isOfAnother(port, app, all));
    Set<Long> sent = new LinkedHashSet<>();
    for (Resource service : services) {
      for (Field port : service.spec().get("ports").items()) {
        Field target = port.get("targetPort").isNull() ? port.get("port") : port.get("targetPort");
        if (isTcp(port)) {
          served(target, app, all).stream()
              .filter(it -> !isHeadless(service) || isLikely(it, app))
              .forEach(sent::add);
        }
      }
    }
    sent.removeIf(port -> isOfAnother(port, app, all));
    boolean headless = services.stream().allMatch(AppPorts::isHeadless);
    if (!probed.isEmpty()) {
      return of(probed, sent, "its probes");
    }
    // A headless Service often names what only the members of a cluster use among themselves.
    return (headless && !declared(app).isEmpty()) || sent.isEmpty()
        ? of(first(declared(app)), sent.isEmpty() ? declared(app) : sent, "its declared ports")
        : of(first(sent), sent, "its Services");
  }

  private static AppPorts of(Set<Long> needed, Set<Long> others, String from) {
    List<Long> counted = others.stream().filter(port -> !needed.contains(port)).toList();
    List<Long> first = needed.stream().limit(MOST).toList();
    List<Long> kept = counted.stream().limit(MOST - first.size()).toList();
    int cut = needed.size() + counted.size() - first.size() - kept.size();
    return new AppPorts(first, kept, from, cut);
  }

  /** As the agent takes it. */
  String text() {
    List<String> all = new ArrayList<>();
    needed.forEach(port -> all.add(String.valueOf(port)));
    counted.forEach(port -> all.add(port + "?"));
    return String.join(",", all);
  }

  /** What was taken for what, and how to say it better. */
  String told(String app) {
    String text = "%s is served when it listens on %s (%s)".formatted(app, joined(needed), from);
    if (!counted.isEmpty()) {
      text += ", and what is connected to %s is in flight".formatted(joined(counted));
    }
    if (cut > 0) {
      text += "; %d more ports are left out, the agent takes %d".formatted(cut, MOST);
    }
    boolean guessed = !from.equals("its probes") && !counted.isEmpty();
    return guessed ? text + "; app-ports says it if that is not so" : text;
  }

  private static String joined(List<Long> ports) {
    return String.join(", ", ports.stream().map(String::valueOf).toList());
  }

  private static Set<Long> first(Set<Long> ports) {
    return new LinkedHashSet<>(ports.stream().limit(1).toList());
  }

  private static Set<Long> probed(Container app) {
    Set<Long> ports = new LinkedHashSet<>();
    for (String kind : Container.PROBES) {
      Field probe = app.probe(kind);
      for (String handler : List.of("httpGet", "tcpSocket", "grpc")) {
        Field asked = probe.get(handler);
        if (asked.get("host").isNull()) {
          resolved(asked.get("port"), app).ifPresent(ports::add);
        }
      }
      for (Field word : probe.at("exec", "command").items()) {
        Matcher matcher = ASKED.matcher(word.textOr(""));
        while (matcher.find()) {
          long port = Long.parseLong(matcher.group(1));
          if (port <= 65_535) {
            ports.add(port);
          }
        }
      }
    }
    return ports;
  }

  /** A headless Service may name anything: nobody sends to its ports but who knows them. */
  private static boolean isLikely(long port, Container app) {
    return declared(app).isEmpty() || declared(app).contains(port);
  }

  private static boolean isHeadless(Resource service) {
    return service.spec().get("clusterIP").is("None");
  }

  /** A port by number, or by the name that the container itself gives it. */
  private static OptionalLong resolved(Field port, Container app) {
    return port.number().isPresent() ? port.number() : named(port.textOr(""), app);
  }

  private static OptionalLong named(String name, Container app) {
    return app.field().get("ports").items().stream()
        .filter(port -> port.get("name").is(name) && isTcp(port))
        .mapToLong(port -> port.get("containerPort").numberOr(0))
        .filter(port -> port > 0)
        .findFirst();
  }

  /** Of several containers, a number is only known to be one's if that declares it. */
  private static OptionalLong served(Field target, Container app, List<Container> all) {
    OptionalLong port = resolved(target, app);
    boolean own = all.size() == 1 || (port.isPresent() && declared(app).contains(port.getAsLong()));
    return own ? port : OptionalLong.empty();
  }

  private static boolean isOfAnother(long port, Container app, List<Container> all) {
    return all.stream().anyMatch(each -> !each.equals(app) && declared(each).contains(port));
  }

  private static Set<Long> declared(Container container) {
    List<Long> ports = new ArrayList<>();
    for (Field port : container.field().get("ports").items()) {
      if (isTcp(port)) {
        port.get("containerPort").number().ifPresent(ports::add);
      }
    }
    return new LinkedHashSet<>(ports);
  }

  private static boolean isTcp(Field port) {
    return port.get("protocol").textOr("TCP").equals("TCP");
  }
}
