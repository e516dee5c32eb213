package io.probeagent.agent.source;

import static io.probeagent.agent.source.ConformanceTest.rule;
import static io.probeagent.agent.source.ConformanceTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.SystemdNotify;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.source.ConformanceTest.Rule;
import java.util.List;
import java.util.Optional;

/** What is unknown, what the sender gets to know, addresses, and the manual's examples. */
final class OtherRules {
  private OtherRules() {}

  static List<Rule> all() {
    return List.of(
        rule("unknown-1", app -> app.says("READY=1\nCOLOUR=blue").is(Phase.READY)),
        rule("unknown-2", app -> app.ignores("COLOUR=blue")),
        rule(
            "unknown-3",
            app -> {
              app.says("X_INFLIGHT=7");
              assertThat(NotifyBench.instance(app.agent.view()).inFlight()).isEqualTo(7);
              app.says("X_PROBE_FOO=1\nINSTANCE=4f2a");
              assertThat(NotifyBench.instance(app.agent.view()).id()).isEqualTo("said-1");
            }),
        rule("unknown-4", app -> app.ignores("X_SYSTEMD_UNIT_ACTIVE=ssh.service")),
        rule(
            "unknown-5",
            app -> app.ignores("X_SYSTEMD_SHUTDOWN=reboot", "X_SYSTEMD_SIGNALS_LEVEL=2")),
        rule("return-1", OtherRules::nobodyListens),
        rule(
            "return-2",
            app -> {
              SystemdNotify.run(Optional.empty(), "--ready");
              assertThat(app.agent.read()).isZero();
            }),
        rule("return-3", OtherRules::sent),
        rule("return-4", OtherRules::sent),
        rule("return-5", app -> app.says("READY=maybe", "hello").is(Phase.UNKNOWN)),
        rule("return-6", app -> app.ignoresAndCloses("FDSTORE=1", 1)),
        rule("errors-1", app -> app.ignoresAndCloses("X_FOO=1", 253)),
        rule(
            "notes-1",
            app -> {
              app.says("READY=1\nSTATUS=one", "STATUS=two").showsStatus("two");
              assertThat(app.agent.read()).isEqualTo(2);
            }),
        rule(
            "notes-2",
            app -> {
              app.python("assert path.startswith('/')\nnotify(path, 'READY=1')\nbarrier(path)");
              app.is(Phase.READY);
              String abstractOne = "notify(chr(0) + path, 'READY=0')";
              assertThat(refusal(app, abstractOne)).isEqualTo("Connection refused");
              app.is(Phase.READY);
            }),
        rule("notes-3", OtherRules::nobodyListensAtAnotherKind),
        rule("notes-4", OtherRules::nobodyListensAtAnotherKind),
        with(
            "notes-5",
            app -> {
              assertThat(app.agent.path().getFileName()).hasToString("vsock");
              app.says("READY=1").is(Phase.READY);
            },
            "PROBE_NOTIFY_SOCKET=vsock"),
        rule("notes-6", OtherRules::nobodyListensAtAnotherKind),
        rule(
            "standalone-1",
            app -> {
              app.python("notify(path, 'READY=1')\nbarrier(path)");
              app.is(Phase.READY);
            }),
        rule("environment-1", OtherRules::sent),
        rule("example-1", app -> app.says("READY=1").isReady(true)),
        rule(
            "example-2",
            app -> {
              app.says("READY=1\nSTATUS=Processing requests…\nMAINPID=4711").isReady(true);
              app.showsStatus("Processing requests…");
            }),
        rule(
            "example-3",
            app -> {
              app.says("STATUS=Failed to start up: No such file or directory\nERRNO=2");
              app.showsStatus("Failed to start up: No such file or directory");
              app.showsFailure("ERRNO=2");
              app.says("BYE=1").is(Phase.FAILED);
            }),
        rule("example-4", app -> app.ignoresAndCloses("FDSTORE=1\\nFDNAME=foobar", 1)),
        rule(
            "example-5",
            app -> {
              assertThat(app.python("notify(path, 'READY=1')\nprint(barrier(path, seconds=5))"))
                  .isEqualTo("True");
              app.isReady(true);
            }));
  }

  private static void sent(NotifySite app) throws Exception {
    SystemdNotify.End end = SystemdNotify.run(Optional.of(app.agent.path()), "--ready");
    assertThat(end).isEqualTo(new SystemdNotify.End(0, ""));
    app.isReady(true);
  }

  private static void nobodyListens(NotifySite app) throws Exception {
    app.agent.socket.close();
    assertThat(refusal(app, "notify(path, 'READY=1')")).isEqualTo("No such file or directory");
  }

  /** There is one address, and it takes datagrams alone. */
  private static void nobodyListensAtAnotherKind(NotifySite app) throws Exception {
    for (String kind : List.of("SOCK_STREAM", "SOCK_SEQPACKET")) {
      String connect = "socket.socket(socket.AF_UNIX, socket." + kind + ").connect(path)";
      assertThat(refusal(app, connect)).isEqualTo("Protocol wrong type for socket");
    }
    assertThat(app.agent.read()).isZero();
  }

  private static String refusal(NotifySite app, String statement) throws Exception {
    String script =
        """
        try:
            %s
        except OSError as e:
            print(e.strerror)
        """;
    return app.python(script.formatted(statement));
  }
}
