package io.probeagent.containers;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The end of a pod, as kubelet brings it about (pkg/kubelet/kuberuntime,
 * killContainersWithSyncResult).
 *
 * <pre>
 *   all at once, each:   preStop hook, if there is one ── SIGTERM ── it ends
 *   native sidecars:     wait until all others have ended ── SIGTERM ── it ends
 * </pre>
 *
 * There is no SIGKILL: what does not end by itself fails the test.
 */
final class Stop implements AutoCloseable {
  private static final String USER_AGENT = "kube-lifecycle/1.34";

  private final Pod pod;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpGet.Answer> hooks = new ConcurrentHashMap<>();
  private final Map<String, Instant> signalled = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Container.Exit>> exits = new LinkedHashMap<>();
  private final Instant begun = Instant.now();

  private Stop(Pod pod) {
    this.pod = pod;
  }

  static Stop begin(Pod pod) {
    Stop stop = new Stop(pod);
    List<Manifest.Part> parts = pod.manifest().parts();
    for (Manifest.Part part : parts) {
      if (!part.sidecar()) {
        stop.exits.put(part.name(), stop.later(() -> stop.end(part)));
      }
    }
    CompletableFuture<?>[] mains = stop.exits.values().toArray(CompletableFuture<?>[]::new);
    for (Manifest.Part part : parts) {
      if (part.sidecar()) {
        CompletableFuture<Void> turn = CompletableFuture.allOf(mains);
        stop.exits.put(
            part.name(), turn.thenApplyAsync(mainsEnded -> stop.end(part), stop.threads));
      }
    }
    return stop;
  }

  private CompletableFuture<Container.Exit> later(
      java.util.function.Supplier<Container.Exit> task) {
    return CompletableFuture.supplyAsync(task, threads);
  }

  private Container.Exit end(Manifest.Part part) {
    part.preStop().ifPresent(hook -> hooks.put(part.name(), call(hook)));
    Container container = pod.container(part.name());
    signalled.put(part.name(), Instant.now());
    container.signal(part.stopSignal());
    return container.awaitExit();
  }

  private HttpGet.Answer call(HttpGet hook) {
    try {
      return pod.ask(hook.as(USER_AGENT));
    } catch (IOException e) {
      throw new AssertionError("the preStop hook " + hook.path() + " failed: " + e, e);
    }
  }

  Instant begun() {
    return begun;
  }

  /** Whether a container was told to end already. */
  boolean isSignalled(String container) {
    return signalled.containsKey(container);
  }

  /** What a container's hook answered. */
  HttpGet.Answer hook(String container) {
    HttpGet.Answer answer = hooks.get(container);
    if (answer == null) {
      throw new AssertionError(container + "'s hook has not answered");
    }
    return answer;
  }

  /** Waits for the end of one. */
  Container.Exit exit(String container) {
    CompletableFuture<Container.Exit> exit = exits.get(container);
    if (exit == null) {
      throw new AssertionError("no container '" + container + "' in " + exits.keySet());
    }
    return exit.join();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
