package io.probeagent.rollout.update;

import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.traffic.RequestPlan;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The program that is rolled out. */
public sealed interface App {
  /** What runs it; <code>{port}</code> and <code>{dir}</code> stand for the pod's. */
  List<String> command();

  /** What it gets beside {@code PORT} and {@code PROBE_DIR}. */
  Map<String, String> environment();

  /** What clients ask it for. */
  RequestPlan plan();

  /** Where it can be asked whether it serves, if no agent can. */
  String readyPath();

  /**
   * Whether it serves what it has after SIGTERM: a hook need not wait then until nothing is in
   * flight, which never comes about as long as clients keep their connections busy.
   */
  boolean drainsByItself();

  /** The clients that it is known to get on with. */
  Set<ClientKind> kinds();

  /** For people. */
  String title();

  /**
   * The bundled sample.
   *
   * @param stopMode how it stops: {@code full}, {@code delay-then-close}, {@code close-first},
   *     {@code abrupt}
   */
  record Sample(Path java, Path jar, String stopMode, int maxWorkMs) implements App {
    @Override
    public List<String> command() {
      return new Java(java).jar(jar, List.of());
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("STOP_MODE", stopMode);
    }

    @Override
    public RequestPlan plan() {
      return new RequestPlan.Sample(maxWorkMs);
    }

    @Override
    public String readyPath() {
      return "/";
    }

    @Override
    public Set<ClientKind> kinds() {
      return EnumSet.allOf(ClientKind.class);
    }

    @Override
    public boolean drainsByItself() {
      return true;
    }

    @Override
    public String title() {
      return "sample-app, stopping " + stopMode;
    }
  }

  /**
   * Somebody else's.
   *
   * @param shell a command line for {@code sh}, which becomes the program: signals reach it
   */
  record Any(String shell, RequestPlan.Any plan, String readyPath) implements App {
    @Override
    public List<String> command() {
      return List.of("sh", "-c", "exec " + shell);
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    /** Not every server takes requests sent ahead, or HTTP/2 without TLS. */
    @Override
    public Set<ClientKind> kinds() {
      return EnumSet.of(
          ClientKind.NEW_CONNECTION, ClientKind.KEEP_ALIVE, ClientKind.BUSY, ClientKind.JDK);
    }

    @Override
    public boolean drainsByItself() {
      return false;
    }

    @Override
    public String title() {
      return shell;
    }
  }
}
