package io.probeagent.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.cluster.DeploymentSpec;
import io.probeagent.rollout.cluster.Hook;
import io.probeagent.rollout.cluster.PodTemplate;
import io.probeagent.rollout.cluster.ProbeSpec;
import io.probeagent.rollout.cluster.Sidecar;
import io.probeagent.rollout.cluster.Target;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.traffic.Load;
import io.probeagent.rollout.traffic.RequestPlan;
import io.probeagent.rollout.update.UpdateOptions;
import io.probeagent.rollout.update.Via;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpdatePlanTest {
  @TempDir Path folder;
  private Arguments arguments;

  @BeforeEach
  void set() throws Exception {
    arguments = new Arguments(folder);
  }

  @Test
  void defaults() throws Exception {
    UpdateOptions options = arguments.options();
    Path jar = arguments.jar();
    Path java = Java.running();
    assertThat(options.template())
        .isEqualTo(
            new PodTemplate(
                new Java(java).jar(jar, List.of()),
                Map.of("STOP_MODE", "full"),
                new Sidecar(java, jar, s(2), List.of("--drain-until=delay"), true, null, null),
                List.of(
                    ProbeSpec.of(Probe.STARTUP, Target.AGENT, s(1), 120),
                    ProbeSpec.of(Probe.READY, Target.AGENT, s(1), 1),
                    ProbeSpec.of(Probe.LIVE, Target.AGENT, s(10), 3)),
                null,
                s(30)));
    assertThat(options.deployment()).isEqualTo(new DeploymentSpec("web", 3, 1, 0, s(0), s(60), 0));
    assertThat(options.load()).isEqualTo(Load.of(each(6), new RequestPlan.Sample(500), 1));
    assertThat(options.via()).isEqualTo(Via.KUBE_PROXY);
    assertThat(options.updates()).isEqualTo(1);
    assertThat(options.leastLag()).isEqualTo(s(1));
    assertThat(options.mostLag()).isEqualTo(s(1));
    assertThat(options.warmUp()).isEqualTo(s(5));
    assertThat(options.baseline()).isEqualTo(s(5));
    assertThat(options.report()).isEqualTo(Path.of("rollout-report"));
    assertThat(options.settings().get("title")).isEqualTo("Rolling update of 3 pods");
  }

  private static Duration s(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Map<ClientKind, Integer> each(int count) {
    return Arrays.stream(ClientKind.values()).collect(Collectors.toMap(k -> k, k -> count));
  }

  @Test
  void deployment() throws Exception {
    UpdateOptions options =
        arguments.options(
            "--replicas=4",
            "--max-surge=2",
            "--max-unavailable=3",
            "--min-ready=5s",
            "--progress-deadline=6s",
            "--port=8000");
    assertThat(options.deployment())
        .isEqualTo(new DeploymentSpec("web", 4, 2, 3, s(5), s(6), 8000));
    assertThat(options.settings())
        .containsEntry("title", "Rolling update of 4 pods")
        .containsEntry("surge, unavailable", "2, 3");
  }

  @Test
  void run() throws Exception {
    UpdateOptions options =
        arguments.options(
            "--updates=7",
            "--via=haproxy",
            "--warm-up=0s",
            "--baseline=3s",
            "--report=elsewhere",
            "--seed=42",
            "--max-work=2s");
    assertThat(options.updates()).isEqualTo(7);
    assertThat(options.via()).isEqualTo(Via.HAPROXY);
    assertThat(options.warmUp()).isZero();
    assertThat(options.baseline()).isEqualTo(s(3));
    assertThat(options.report()).isEqualTo(Path.of("elsewhere"));
    assertThat(options.load()).isEqualTo(Load.of(each(6), new RequestPlan.Sample(2000), 42));
    assertThat(options.settings()).containsEntry("updates", "7").containsEntry("via", "haproxy");
  }

  @Test
  void pod() throws Exception {
    UpdateOptions options =
        arguments.options(
            "--grace-period=12s", "--drain-delay=3s", "--probe-period=250ms", "--mode=abrupt");
    assertThat(options.template().gracePeriod()).isEqualTo(s(12));
    assertThat(agent(options).drainDelay()).isEqualTo(s(3));
    assertThat(options.template().environment()).containsEntry("STOP_MODE", "abrupt");
    assertThat(options.template().probes())
        .extracting(ProbeSpec::period)
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(250), s(10));
    assertThat(options.leastLag()).isEqualTo(Duration.ofMillis(1500));
    assertThat(options.settings())
        .containsEntry("app", "sample-app, stopping abrupt")
        .containsEntry("propagation lag", "1500ms")
        .containsEntry("drain delay", "3s")
        .containsEntry("grace period", "12s");
  }

  private static Sidecar agent(UpdateOptions options) {
    return Objects.requireNonNull(options.template().agent());
  }

  @ParameterizedTest
  @CsvSource({"0s, 0, 0, 0s", "700ms, 700, 700, 700ms", "0s-4s, 0, 4000, 0s to 4s"})
  void lag(String given, long least, long most, String shown) throws Exception {
    UpdateOptions options = arguments.options("--lag=" + given);
    assertThat(options.leastLag()).isEqualTo(Duration.ofMillis(least));
    assertThat(options.mostLag()).isEqualTo(Duration.ofMillis(most));
    assertThat(options.settings()).containsEntry("propagation lag", shown);
  }

  @Test
  void aHookHasTheTokenOfItsAgent() throws Exception {
    UpdateOptions options = arguments.options("--pre-stop=/drain?delay=1s");
    String token = Objects.requireNonNull(agent(options).controlToken());
    assertThat(token).hasSizeGreaterThan(30);
    assertThat(options.template().preStop())
        .isEqualTo(
            new Hook(Target.AGENT, "/drain?delay=1s", Map.of("Authorization", "Bearer " + token)));
    assertThat(options.settings()).containsEntry("preStop hook", "/drain?delay=1s");
    assertThat(options.settings().toString()).doesNotContain(token);
  }

  @Test
  void aHookWaitsOnlyForWhatTheAppDoesNotDrainItself() throws Exception {
    assertThat(agent(arguments.options()).flags()).containsExactly("--drain-until=delay");
    assertThat(agent(arguments.options("--app=server")).flags()).isEmpty();
  }

  @Test
  void anAppThatSpeaksByDatagramsWaitsForTheAgent() throws Exception {
    assertThat(agent(arguments.options("--app=server")).startupProbe()).isNull();
    String speaker = "--app=env NOTIFY_SOCKET={dir}/notify.sock server";
    assertThat(agent(arguments.options(speaker)).startupProbe())
        .isEqualTo(
            new ProbeSpec(Probe.STARTUP, Target.AGENT, "/healthz", s(1), s(1), s(0), 120, 1));
  }

  @Test
  void withoutAnAgentTheProbesAskTheApp() throws Exception {
    PodTemplate template =
        arguments.options("--no-agent", "--app=serve", "--ready-path=/up").template();
    assertThat(template.agent()).isNull();
    assertThat(template.probes())
        .extracting(ProbeSpec::probe)
        .containsExactly(Probe.STARTUP, Probe.READY, Probe.LIVE);
    assertThat(template.probes())
        .allSatisfy(
            probe -> {
              assertThat(probe.target()).isEqualTo(Target.APP);
              assertThat(probe.path()).isEqualTo("/up");
            });
  }

  @Test
  void somebodyElsesApp() throws Exception {
    UpdateOptions options =
        arguments.options(
            "--app=serve {port}", "--request=POST /slow?ms={ms}", "--max-work=3s", "--clients=6");
    assertThat(options.template().command()).containsExactly("sh", "-c", "exec serve {port}");
    assertThat(options.template().environment()).isEmpty();
    assertThat(options.load().plan()).isEqualTo(new RequestPlan.Any("POST", "/slow?ms={ms}", 3000));
    assertThat(options.load().clients())
        .isEqualTo(
            Map.of(
                ClientKind.NEW_CONNECTION, 2,
                ClientKind.KEEP_ALIVE, 2,
                ClientKind.BUSY, 1,
                ClientKind.JDK, 1));
    assertThat(options.settings()).containsEntry("app", "serve {port}");
  }

  @Test
  void anAppThatCannotBeAskedToTakeItsTimeIsNotWaitedFor() throws Exception {
    UpdateOptions options = arguments.options("--app=serve", "--request=GET /x?y=1");
    assertThat(options.load().plan()).isEqualTo(new RequestPlan.Any("GET", "/x?y=1", 0));
  }

  @Test
  void clientsByNumberAreOfAllKindsAlike() throws Exception {
    Map<ClientKind, Integer> clients = arguments.options("--clients=20").load().clients();
    assertThat(clients.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
    assertThat(clients.values()).containsOnly(2, 3);
    assertThat(clients)
        .containsEntry(ClientKind.NEW_CONNECTION, 3)
        .containsEntry(ClientKind.HTTP2, 2);
  }

  @Test
  void clientsByKind() throws Exception {
    assertThat(arguments.options("--clients=new-connection=2,jdk=0,http2=1").load().clients())
        .isEqualTo(Map.of(ClientKind.NEW_CONNECTION, 2, ClientKind.JDK, 0, ClientKind.HTTP2, 1));
  }
}
