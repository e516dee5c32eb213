package io.probeagent.tools.inject;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which ports an app listens on. A declared port is only said to be one: an app that does not
 * listen on all of its ports would never be ready. So those that its own probes ask and that
 * Services send to come first, and all that are declared only where there are none of these.
 */
record AppPorts(List<Long> ports, String from) {
  private static final int MOST = 16;

  /**
   * The ports of a container.
   *
   * @param all the containers of its pod
   * @param services those that take its pod
   */
  static AppPorts of(Container app, List<Container> all, List<Resource> services) {
    Set<Long> known = new LinkedHashSet<>();
    for (String kind : Container.PROBES) {
      Field probe = app.probe(kind);
      for (String handler : List.of("httpGet", "tcpSocket", "grpc")) {
        Field asked = probe.get(handler);
        if (asked.get("host").isNull()) {
          resolved(asked.get("port"), app).ifPresent(known::add);
        }
      }
    }
    boolean probed = !known.isEmpty();
    for (Resource service : services) {
      for (Field port : service.spec().get("ports").items()) {
        Field target = port.get("targetPort").isNull() ? port.get("port") : port.get("targetPort");
        if (port.get("protocol").textOr("TCP").equals("TCP")) {
          served(target, app, all).ifPresent(known::add);
        }
      }
    }
    known.removeIf(port -> isOfAnother(port, app, all));
    if (!known.isEmpty()) {
      return new AppPorts(first(known), probed ? "its probes and Services" : "its Services");
    }
    return new AppPorts(first(declared(app)), "its declared ports");
  }

  String text() {
    return String.join(",", ports.stream().map(String::valueOf).toList());
  }

  private static List<Long> first(Set<Long> ports) {
    return ports.stream().limit(MOST).toList();
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
