package io.probeagent.agent.source;

import static io.probeagent.agent.source.ConformanceTest.rule;
import static io.probeagent.agent.source.ConformanceTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.SystemdNotify;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.source.ConformanceTest.Rule;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The manual's description of the calls, and of what is sent. */
final class DescriptionRules {
  private DescriptionRules() {}

  static List<Rule> all() {
    return List.of(
        rule("description-1", app -> app.says("STATUS=Loading").is(Phase.STARTING)),
        rule(
            "description-2",
            app -> {
              app.says("READY=1\nX_COLOUR=blue\nFOO=bar").is(Phase.READY);
              assertThat(app.agent.errors).containsExactly("ignored: keys that are not known: 2");
            }),
        with(
            "description-3",
            app -> {
              app.says("READY=1").isReady(true);
              app.says("RELOADING=1").isReady(false);
              app.says("READY=1").isReady(true);
            },
            "PROBE_RELOADING=unready"),
        rule("unset_environment-1", DescriptionRules::withoutTheVariable),
        rule("unset_environment-2", DescriptionRules::withoutTheVariable),
        rule(
            "state-1",
            app -> {
              app.says("STATUS=x\nX_INFLIGHT=3\nREADY=1").is(Phase.READY);
              app.showsStatus("x");
              assertThat(NotifyBench.instance(app.agent.view()).inFlight()).isEqualTo(3);
            }),
        rule(
            "state-2",
            app -> {
              app.says("READY=1\n").is(Phase.READY);
              app.says("READY=0").is(Phase.NOT_READY);
              app.says("READY=1").is(Phase.READY);
            }),
        rule("state-3", app -> app.ignores("A=1", "X_B=", "C9_D=text with spaces = and more")),
        rule(
            "access-1",
            app -> {
              Object mode = Files.getAttribute(app.agent.path(), "unix:mode");
              assertThat((Integer) mode & 0777).isEqualTo(0666);
            }),
        rule("attribution-1", DescriptionRules::senderThatIsGone),
        rule("attribution-2", DescriptionRules::grandchild),
        rule("attribution-3", DescriptionRules::senderThatIsGone),
        rule(
            "attribution-4",
            app -> {
              assertThat(app.python("notify(path, 'READY=1')\nprint(barrier(path))"))
                  .isEqualTo("True");
              app.is(Phase.READY);
            }),
        rule(
            "attribution-5",
            app -> {
              assertThat(SystemdNotify.run(Optional.of(app.agent.path()), "--ready").code())
                  .isZero();
              app.is(Phase.READY);
            }),
        rule("notifyf-1", app -> app.says("STATUS=" + 12 + " of " + 30).showsStatus("12 of 30")),
        rule("pid_notify-1", DescriptionRules::credentials),
        rule("pid_notify-2", DescriptionRules::credentials),
        rule(
            "pid_notify-3",
            app -> {
              app.python("notify(path, 'READY=1')\nbarrier(path)");
              app.is(Phase.READY);
            }),
        rule("with_fds-1", app -> app.ignoresAndCloses("X_FOO=1", 1)),
        rule("with_fds-2", app -> app.ignoresAndCloses("FDSTORE=1", 1)),
        rule("with_fds-3", app -> app.ignoresAndCloses("X_FOO=1", 2)),
        rule("with_fds-4", app -> app.ignoresAndCloses("X_FOO=1", 0)),
        rule("with_fds-5", app -> app.ignoresAndCloses("MAINPID=1", 3)),
        rule(
            "with_fds-6",
            app -> {
              assertThat(app.python("print(barrier(path, 'STATUS=%d of %d' % (1, 2)))"))
                  .isEqualTo("True");
              app.showsStatus("1 of 2");
            }),
        rule("notify_barrier-1", app -> app.ignoresAndCloses("BARRIER=1", 1)),
        rule(
            "notify_barrier-2",
            app ->
                assertThat(app.python("print(barrier(path), barrier(path, seconds=5))"))
                    .isEqualTo("True True")),
        rule("notify_barrier-3", DescriptionRules::credentials));
  }

  private static void withoutTheVariable(NotifySite app) throws Exception {
    SystemdNotify.run(Optional.empty(), "--ready");
    assertThat(app.agent.read()).isZero();
    app.is(Phase.UNKNOWN);
  }

  private static void senderThatIsGone(NotifySite app) throws Exception {
    String script =
        """
        if os.fork() == 0:
            notify(path, "READY=1")
            os._exit(0)
        os.wait()
        """;
    app.python(script);
    app.agent.awaitRead(1);
    app.is(Phase.READY);
  }

  private static void grandchild(NotifySite app) throws Exception {
    String script =
        """
        if os.fork() == 0:
            if os.fork() == 0:
                notify(path, "READY=1")
                os._exit(0)
            os.wait()
            os._exit(0)
        os.wait()
        """;
    app.python(script);
    app.agent.awaitRead(1);
    app.is(Phase.READY);
  }

  /** Those of another process, if we may send them. */
  private static void credentials(NotifySite app) throws Exception {
    String script =
        """
        import struct
        for pid in (os.getpid(), os.getppid() if os.getuid() == 0 else os.getpid()):
            who = struct.pack("3i", pid, os.getuid(), os.getgid())
            message = [b"READY=1\\nX_INFLIGHT=%d" % pid]
            sender().sendmsg(message, [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, who)], 0, path)
        print(barrier(path))
        """;
    assertThat(app.python(script)).isEqualTo("True");
    assertThat(app.agent.errors).containsExactly("ignored: keys that are not known: 1");
    app.is(Phase.READY);
  }
}
