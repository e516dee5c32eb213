package io.probeagent.agent.http;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request's target asks for.
 *
 * @param path which endpoint
 * @param app the one app that is asked about, empty for all
 * @param verbose whether {@code ?verbose} was given
 * @param delay the value of {@code ?delay=} of a drain, as it was sent; null if there is none
 */
record Route(Path path, String app, boolean verbose, @Nullable String delay) {
  Route(Path path, String app, boolean verbose) {
    this(path, app, verbose, null);
  }

  /** The endpoints, with the methods that each takes. */
  enum Path {
    STARTUP("GET, HEAD"),
    LIVE("GET, HEAD"),
    READY("GET, HEAD"),
    HEALTHZ("GET, HEAD"),
    METRICS("GET"),
    STATE("GET"),
    DRAIN("GET, POST"),
    UNDRAIN("POST"),
    /** None of ours; only ever counted. */
    OTHER("");

    private final String allow;

    Path(String allow) {
      this.allow = allow;
    }

    boolean takes(String method) {
      return switch (method) {
        case "GET" -> this != UNDRAIN && this != OTHER;
        case "HEAD" -> isProbe() || this == HEALTHZ;
        case "POST" -> this == DRAIN || this == UNDRAIN;
        default -> false;
      };
    }

    /** The value of the {@code Allow} header. */
    String allow() {
      return allow;
    }

    /** Whether one app can be named behind it. */
    boolean takesApp() {
      return isProbe() || this == DRAIN || this == UNDRAIN;
    }

    boolean isProbe() {
      return this == STARTUP || this == LIVE || this == READY;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Route READY_ROUTE = new Route(Path.READY, "", false);
  private static final Route LIVE_ROUTE = new Route(Path.LIVE, "", false);
  private static final Route STARTUP_ROUTE = new Route(Path.STARTUP, "", false);

  /** Reads a request target; empty if it is none of ours. Nothing is decoded or normalized. */
  static Optional<Route> of(String target) {
    String path = target.startsWith("/") ? target : withoutOrigin(target);
    int query = path.indexOf('?');
    String parameters = query < 0 ? "" : path.substring(query + 1);
    boolean verbose = isVerbose(parameters);
    if (query >= 0) {
      path = path.substring(0, query);
    }
    int slash = path.indexOf('/', 1);
    String name = slash < 0 ? path : path.substring(0, slash);
    String app = slash < 0 ? "" : path.substring(slash + 1);
    // A hook's path with a slash too many must not cost the hold: any answer at once would.
    if (slash >= 0 && app.isEmpty() && !name.equals("/drain")) {
      return Optional.empty();
    }
    Route plain =
        switch (name) {
          case "/ready", "/readyz" -> READY_ROUTE;
          case "/live", "/livez" -> LIVE_ROUTE;
          case "/startup", "/startupz" -> STARTUP_ROUTE;
          case "/healthz" -> new Route(Path.HEALTHZ, "", false);
          case "/metrics" -> new Route(Path.METRICS, "", false);
          case "/state" -> new Route(Path.STATE, "", false);
          case "/drain" -> new Route(Path.DRAIN, "", false);
          case "/undrain" -> new Route(Path.UNDRAIN, "", false);
          default -> null;
        };
    if (plain == null || (!app.isEmpty() && !plain.path.takesApp())) {
      return Optional.empty();
    }
    if (plain.path == Path.DRAIN) {
      return Optional.of(new Route(Path.DRAIN, app, verbose, delay(parameters)));
    }
    return Optional.of(app.isEmpty() && !verbose ? plain : new Route(plain.path, app, verbose));
  }

  /**
   * The absolute form, {@code http://host/path}, which every server must take (RFC 9112, 3.2.2).
   */
  private static String withoutOrigin(String target) {
    if (!target.regionMatches(true, 0, "http://", 0, 7)) {
      return "";
    }
    int slash = target.indexOf('/', 7);
    int query = target.indexOf('?', 7);
    return slash < 0 || (query >= 0 && query < slash) ? "" : target.substring(slash);
  }

  private static @Nullable String delay(String query) {
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("delay=")) {
        return parameter.substring("delay=".length());
      }
    }
    return null;
  }

  private static boolean isVerbose(String query) {
    for (String parameter : query.split("&", -1)) {
      if (parameter.equals("verbose") || parameter.startsWith("verbose=")) {
        return !parameter.equals("verbose=false") && !parameter.equals("verbose=0");
      }
    }
    return false;
  }

  // By hand, as in AppState.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Route other
        && path == other.path
        && app.equals(other.app)
        && verbose == other.verbose
        && Objects.equals(delay, other.delay);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * path.hashCode() + app.hashCode()) + Boolean.hashCode(verbose))
        + Objects.hashCode(delay);
  }
}
