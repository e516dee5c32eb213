package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What only a collector of metrics asks. It asks again: nobody loses a request. */
final class Scraped {
  private static final Pattern PORT = Pattern.compile(".*(metrics|prometheus|monitor|exporter).*");

  private static final Pattern ASIDE =
      Pattern.compile("health|live|ready|probe|metrics|prom|monitor|debug|pprof");

  /** Not metrics-server: the API server asks that one for its clients. */
  private static final Pattern EXPORTER =
      Pattern.compile("(.*[-_])?exporter([-_].*)?|.*[-_]metrics|jmx[-_]prometheus.*");

  private Scraped() {}

  static boolean isPort(Field servicePort) {
    return isPort(servicePort.get("name").textOr(""))
        || isPort(servicePort.get("targetPort").textOr(""));
  }

  static boolean isPort(String name) {
    return PORT.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a port's name says that no user asks there. */
  static boolean isAside(String name) {
    return ASIDE.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  static boolean isService(Resource service) {
    List<Field> ports = service.spec().get("ports").items();
    return isExporter(service.name())
        || (!ports.isEmpty() && ports.stream().allMatch(Scraped::isPort));
  }

  static boolean isContainer(Container container) {
    return isExporter(container.name()) || isExporter(container.imageName());
  }

  private static boolean isExporter(String name) {
    return EXPORTER.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
