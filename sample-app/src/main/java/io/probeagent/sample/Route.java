package io.probeagent.sample;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Locale;

/** What the server knows to do, and the class by which requests are counted. */
enum Route {
  ROOT("/", HttpMethod.GET),
  WORK("/work", HttpMethod.POST),
  STREAM("/stream", HttpMethod.GET),
  EVENTS("/events", HttpMethod.GET),
  ECHO("/echo", HttpMethod.GET),
  UPLOAD("/upload", HttpMethod.POST, HttpMethod.PUT),
  METRICS("/metrics", HttpMethod.GET),
  OTHER("");

  private final String path;

  @SuppressWarnings("ImmutableEnumChecker") // it is: the list comes from List.of()
  private final List<HttpMethod> methods;

  Route(String path, HttpMethod... methods) {
    this.path = path;
    this.methods = List.of(methods);
  }

  static Route of(String uri) {
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    for (Route route : values()) {
      if (route != OTHER && route.path.equals(path)) {
        return route;
      }
    }
    return OTHER;
  }

  boolean allows(HttpMethod method) {
    return methods.contains(method);
  }

  /** The value of an {@code Allow} header. */
  String allowed() {
    return String.join(", ", methods.stream().map(HttpMethod::name).toList());
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
