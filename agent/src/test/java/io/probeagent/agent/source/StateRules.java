package io.probeagent.agent.source;

import static io.probeagent.agent.source.ConformanceTest.rule;
import static io.probeagent.agent.source.ConformanceTest.with;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.source.ConformanceTest.Rule;
import java.time.Duration;
import java.util.List;

/** The assignments that say what state a service is in. */
final class StateRules {
  private StateRules() {}

  static List<Rule> all() {
    return List.of(
        with(
            "ready-1",
            app -> {
              app.says("STATUS=Loading").isReady(false);
              app.says("READY=1").isReady(true);
              app.says("RELOADING=1").isReady(false);
              app.says("READY=1").isReady(true);
            },
            "PROBE_RELOADING=unready"),
        rule("ready-2", app -> app.says("READY=1").isReady(true)),
        rule(
            "ready-3",
            app -> {
              app.says("READY=1", "READY=0").is(Phase.NOT_READY);
              app.isLive(true);
              app.says("READY=yes").is(Phase.NOT_READY);
            }),
        rule("reloading-1", app -> app.says("READY=1", "RELOADING=1").isReady(true)),
        rule(
            "reloading-2",
            app -> app.says("READY=1", "RELOADING=1\nSTATUS=Reading").showsStatus("Reading")),
        with(
            "reloading-3",
            app -> {
              app.says("READY=1", "RELOADING=1").isReady(false);
              app.passes(3600).isReady(false);
              app.isLive(true);
              app.says("READY=1").isReady(true);
            },
            "PROBE_RELOADING=unready"),
        rule("reloading-4", app -> app.ignores("RELOADING=1")),
        rule("reloading-5", app -> app.ignores("RELOADING=1\nMONOTONIC_USEC=1234567")),
        rule(
            "stopping-1",
            app -> {
              app.says("READY=1", "STOPPING=1").is(Phase.DRAINING);
              app.isReady(false);
              app.isLive(true);
            }),
        rule(
            "stopping-2",
            app -> {
              app.says("READY=1", "STOPPING=1\nSTATUS=Closing").is(Phase.DRAINING);
              app.showsStatus("Closing");
            }),
        rule(
            "stopping-3",
            app -> {
              app.says("READY=1", "STOPPING=1\nREADY=1\nRELOADING=1").is(Phase.DRAINING);
              app.says("RELOADING=1", "READY=0", "WATCHDOG=1", "STATUS=x").is(Phase.DRAINING);
              assertThat(NotifyBench.instance(app.agent.view()).number()).isEqualTo(1);
              app.says("READY=1").is(Phase.READY);
              assertThat(NotifyBench.instance(app.agent.view()).number()).isEqualTo(2);
            }),
        rule(
            "stopping-4",
            app -> {
              app.says("READY=1", "STOPPING=1").passes(3600).is(Phase.DRAINING);
              app.isLive(true);
              assertThat(left(app)).isEqualTo(Duration.ofSeconds(27 - 3600));
            }),
        rule("monotonic_usec-1", app -> app.ignores("MONOTONIC_USEC=1234567")),
        rule(
            "monotonic_usec-2",
            app -> app.ignores("RELOADING=1\nMONOTONIC_USEC=0", "RELOADING=1\nMONOTONIC_USEC=x")),
        rule("status-1", app -> app.says("STATUS=Grüße").showsStatus("Grüße")),
        rule("status-2", app -> app.says("STATUS= a=b; 7/9 \t!").showsStatus(" a=b; 7/9  !")),
        rule(
            "status-3",
            app -> {
              String text = "Completed 66% of file system check…";
              app.says("STATUS=" + text).showsStatus(text);
            }),
        rule("notifyaccess-1", app -> app.ignores("NOTIFYACCESS=none", "NOTIFYACCESS=all")),
        rule("errno-1", app -> fails(app, "ERRNO=2")),
        rule("buserror-1", app -> fails(app, "BUSERROR=org.freedesktop.DBus.Error.TimedOut")),
        rule(
            "varlinkerror-1",
            app -> fails(app, "VARLINKERROR=org.varlink.service.InvalidParameter")),
        rule("exit_status-1", app -> fails(app, "EXIT_STATUS=3")),
        rule("exit_status-2", app -> app.ignores("EXIT_STATUS=0")),
        rule("exit_status-3", app -> fails(app, "EXIT_STATUS=1")),
        rule("exit_status-4", app -> fails(app, "EXIT_STATUS=255")),
        rule("mainpid-1", app -> app.ignores("MAINPID=1")),
        rule("mainpid-2", app -> app.ignores("MAINPID=4711")),
        rule("mainpidfdid-1", app -> app.ignores("MAINPID=4711\nMAINPIDFDID=1234")),
        rule("mainpidfdid-2", app -> app.ignores("MAINPIDFDID=1234")),
        rule("mainpidfd-1", app -> app.ignores("MAINPIDFD=1")),
        rule("mainpidfd-2", app -> app.ignoresAndCloses("MAINPIDFD=1", 1)),
        with(
            "watchdog-1",
            app -> {
              app.says("READY=1").passes(4).says("WATCHDOG=1").passes(4).isLive(true);
              app.passes(1).isLive(false);
              app.says("WATCHDOG=1").isLive(true);
            },
            "PROBE_WATCHDOG=5s"),
        with(
            "watchdog-2",
            app -> {
              assertThat(app.says("STATUS=x").passes(60).agent.view().verdicts().live().ok())
                  .isTrue();
              app.says("READY=1").passes(5).isLive(false);
            },
            "PROBE_WATCHDOG=5s"),
        rule(
            "trigger-1",
            app -> {
              app.says("READY=1", "WATCHDOG=trigger\nSTATUS=deadlock").is(Phase.FAILED);
              app.isLive(false);
              app.showsStatus("deadlock");
            }),
        rule(
            "trigger-2",
            app -> {
              app.says("READY=1", "WATCHDOG=trigger", "WATCHDOG=1").isLive(false);
              app.says("READY=1").isLive(true);
            }),
        rule("trigger-3", app -> app.says("WATCHDOG_USEC=0", "WATCHDOG=trigger").isLive(false)),
        with(
            "watchdog_usec-1",
            app -> {
              app.says("READY=1", "WATCHDOG_USEC=1000000").passes(1).isLive(false);
              app.says("WATCHDOG_USEC=0").passes(60).isLive(true);
            },
            "PROBE_WATCHDOG=5s"),
        with(
            "watchdog_usec-2",
            app -> app.says("READY=1").passes(5).isLive(false),
            "PROBE_WATCHDOG=5s"),
        rule(
            "watchdog_usec-3",
            app -> {
              app.says("READY=1", "WATCHDOG_USEC=20000000");
              Watchdog dog = requireNonNull(NotifyBench.instance(app.agent.view()).watchdog());
              assertThat(dog.every()).isEqualTo(Duration.ofSeconds(20).toNanos());
            }),
        rule(
            "extend_timeout_usec-1",
            app -> {
              app.says("READY=1\nEXTEND_TIMEOUT_USEC=60000000").is(Phase.READY);
              app.says("STOPPING=1").passes(20).says("EXTEND_TIMEOUT_USEC=9000000");
              assertThat(left(app)).isEqualTo(Duration.ofSeconds(9));
            }),
        rule(
            "extend_timeout_usec-2",
            app -> {
              app.says("READY=1", "STOPPING=1").passes(20).says("EXTEND_TIMEOUT_USEC=8000000");
              app.passes(5).says("EXTEND_TIMEOUT_USEC=4000000");
              assertThat(left(app)).isEqualTo(Duration.ofSeconds(4));
              app.passes(5).isLive(true);
            }),
        rule(
            "extend_timeout_usec-3",
            app -> {
              app.says("READY=1", "STOPPING=1").says("EXTEND_TIMEOUT_USEC=1000000");
              assertThat(left(app)).as("never less").isEqualTo(Duration.ofSeconds(27));
              app.says("EXTEND_TIMEOUT_USEC=3600000000");
              assertThat(left(app)).as("the grace period").isEqualTo(Duration.ofSeconds(30));
            }),
        rule("restart_reset-1", app -> app.ignores("RESTART_RESET=1")));
  }

  /** Told while it lives, and what its end is judged by. */
  private static void fails(NotifySite app, String line) throws Exception {
    app.says("READY=1", "STATUS=Broken\n" + line).isReady(true);
    app.showsFailure(line);
    app.says("BYE=1").is(Phase.FAILED);
  }

  /** Until the stop has to be over. */
  private static Duration left(NotifySite app) throws Exception {
    Drain drain = requireNonNull(app.agent.view().state().drain());
    return Duration.ofNanos(drain.deadline() - app.agent.pod.now());
  }
}
