package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.http.Route.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

  @ParameterizedTest
  @CsvSource({
    "/startup, STARTUP",
    "/startupz, STARTUP",
    "/live, LIVE",
    "/livez, LIVE",
    "/ready, READY",
    "/readyz, READY",
    "/healthz, HEALTHZ",
    "/metrics, METRICS",
    "/state, STATE",
    "/drain, DRAIN",
    "/undrain, UNDRAIN",
  })
  void everyEndpointHasItsPaths(String target, Path path) {
    assertThat(Route.of(target)).contains(new Route(path, "", false));
  }

  @ParameterizedTest
  @CsvSource({
    "/ready/web, READY, web",
    "/readyz/web, READY, web",
    "/live/worker-2, LIVE, worker-2",
    "/livez/a, LIVE, a",
    "/startup/web, STARTUP, web",
    "/startupz/web, STARTUP, web",
  })
  void aProbeCanAskForOneApp(String target, Path path, String app) {
    assertThat(Route.of(target)).contains(new Route(path, app, false));
  }

  @ParameterizedTest
  @CsvSource({
    "/drain/, DRAIN, '',",
    "/drain/web, DRAIN, web,",
    "/undrain/worker-2, UNDRAIN, worker-2,",
    "/drain/web?delay=3s, DRAIN, web, 3s",
    "/drain?delay=3s, DRAIN, '', 3s",
    "/drain?x&delay=1m&delay=2m, DRAIN, '', 1m",
    "/drain?delay=, DRAIN, '', ''",
    "/drain?delay=%35s, DRAIN, '', %35s",
    "/drain?delays=3s, DRAIN, '',",
    "/drain?delay, DRAIN, '',",
    "/ready?delay=3s, READY, '',",
    "/undrain?delay=3s, UNDRAIN, '',",
  })
  void aDrainCanBeOfOneAppAndHaveItsOwnDelay(
      String target, Path path, String app, @Nullable String delay) {
    assertThat(Route.of(target)).contains(new Route(path, app, false, delay));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ready?verbose",
        "/ready?verbose=1",
        "/ready?verbose=true",
        "/ready?verbose=",
        "/ready?exclude=etcd&verbose",
        "/ready?verbose&verbose=false",
      })
  void verboseIsAskedForInTheQuery(String target) {
    assertThat(Route.of(target)).contains(new Route(Path.READY, "", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ready?",
        "/ready?&",
        "/ready?verbose=false",
        "/ready?verbose=0",
        "/ready?verbos",
        "/ready?verboser",
        "/ready?Verbose",
        "/ready?a=verbose",
        "/ready?a?verbose",
        "/ready?x=/../state",
      })
  void anyOtherQueryChangesNothing(String target) {
    assertThat(Route.of(target)).contains(new Route(Path.READY, "", false));
  }

  @ParameterizedTest
  @CsvSource({
    "http://host/ready, READY, '', false",
    "HTTP://host:9810/livez, LIVE, '', false",
    "http://[fd00::1]:9810/startup/web, STARTUP, web, false",
    "http://host/ready/web?verbose, READY, web, true",
  })
  void theAbsoluteFormIsTaken(String target, Path path, String app, boolean verbose) {
    assertThat(Route.of(target)).contains(new Route(path, app, verbose));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "?verbose",
        "/",
        "//",
        "//ready",
        "/ready/",
        "/READY",
        "/readyzz",
        "/rea",
        "ready",
        "host:9810",
        "/./ready",
        "/../ready",
        "/x/../ready",
        "/%72eady",
        "/ready%2Fweb",
        "/ready%3Fverbose",
        "/ready;v=1",
        "/ready#top",
        "/ready\\web",
        "/healthz/web",
        "/metrics/web",
        "/state/web",
        "/healthz/",
        "/metrics/",
        "http://host",
        "http://",
        "http://host?/ready",
        "https://host/ready",
        "ftp://host/ready",
      })
  void anythingElseIsNotFound(String target) {
    assertThat(Route.of(target)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/ready/../state, ../state",
    "/ready//, /",
    "/ready//web, /web",
    "/ready/web/, web/",
    "/ready/web/x, web/x",
    "/ready/%77eb, %77eb",
  })
  void anAppsNameIsNeitherDecodedNorNormalized(String target, String app) {
    assertThat(Route.of(target)).contains(new Route(Path.READY, app, false));
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void aPathTakesJustTheMethodsThatItAllows(Path path) {
    List<String> allowed = List.of(path.allow().split(", ", -1));

    for (String method :
        List.of(
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PRI",
            "get", "GETS")) {
      assertThat(path.takes(method)).as(method).isEqualTo(allowed.contains(method));
    }
  }

  @Test
  void thePathsAreCountedByTheirNames() {
    assertThat(Path.values())
        .extracting(Path::label)
        .containsExactly(
            "startup", "live", "ready", "healthz", "metrics", "state", "drain", "undrain", "other");
  }
}
