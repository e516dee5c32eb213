package io.probeagent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The state for people. */
final class StatusTextTest {

  @Test
  void everythingThatIsKnownIsShown() throws IOException {
    String json =
        """
        {"agent":{"version":"1","uptime_ms":8},
         "apps":[
          {"app":"web","phase":"DRAINING","since":"2026-11-22T14:00:00Z","cause":"STOPPING=1",
           "startup":{"ok":true},"live":{"ok":true},
           "ready":{"ok":false,"reason":"draining: STOPPING=1"},
           "instance":{"number":2,"id":"4f2a","lease":"held","status":"","failure":"","in_flight":3},
           "in_flight":3,"in_flight_from":"app",
           "ports":{"closed":[8080,8081],"connections":12,"age_ms":40},
           "drain":{"origin":"APP","elapsed_ms":400,"delay_left_ms":4600}},
          {"app":"db","phase":"UNKNOWN","since":"2026-11-22T13:00:00Z","cause":"nothing seen yet",
           "startup":{"ok":false,"reason":"none"},"live":{"ok":false,"reason":"none"},
           "ready":{"ok":false,"reason":"none"},
           "ports":{"closed":[],"connections":0,"age_ms":40}}],
         "source_errors":[
          {"app":"web","source":"file","kind":"unreadable","count":12,"last":"live: EACCES"}]}
        """;

    assertThat(StatusText.of(json))
        .isEqualTo(
            """
            web  DRAINING  since 2026-11-22T14:00:00Z (STOPPING=1)
              startup ok, live ok, ready no: draining: STOPPING=1
              instance 2 (4f2a), lease held, 3 in flight
              ports closed: 8080, 8081, 12 connections
              drain origin=APP elapsed_ms=400 delay_left_ms=4600
            db  UNKNOWN  since 2026-11-22T13:00:00Z (nothing seen yet)
              startup no: none, live no: none, ready no: none
              ports all open, 0 connections
              12 × file unreadable, last: live: EACCES
            """);
  }

  @Test
  void aCountThatWasNeverToldIsNotShown() throws IOException {
    String json =
        """
        {"apps":[{"app":"web","instance":{"number":1,"id":"f","lease":"none"}}]}
        """;

    assertThat(StatusText.of(json)).contains("instance 1 (f), lease none\n");
  }

  @Test
  void whatIsNoJsonIsAnAnswerOfSomebodyElse() {
    assertThatThrownBy(() -> StatusText.of("ERR line is 'STATE'"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("its answer is not JSON: ");
  }
}
