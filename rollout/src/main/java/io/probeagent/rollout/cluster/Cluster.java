package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.record.Chronicle;
import io.probeagent.rollout.traffic.Endpoint;
import io.probeagent.rollout.traffic.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Pods on this machine, as many as a Deployment says, and the Service in front of them.
 *
 * <pre>{@code
 * try (Cluster cluster = Cluster.create(template, deployment, chronicle, root)) {
 *   cluster.setLag(Duration.ofSeconds(1));
 *   cluster.start();
 *   // clients: cluster.service().pick() for each connection
 *   cluster.update(1);
 * }
 * }</pre>
 *
 * <p>One update at a time. {@link #close} may be called by any thread, as from a shutdown hook.
 */
public final class Cluster implements AutoCloseable {
  private final PodTemplate template;
  private final DeploymentSpec spec;
  private final Chronicle chronicle;
  private final Path root;
  private final EventLoop loop;
  private final LocalMachine machine;
  private final KubeProxy proxy;
  private final Deployment deployment;
  private final PortPool ports = new PortPool();
  private final List<PodListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Duration lag = Duration.ZERO;
  private volatile CompletableFuture<Void> going = CompletableFuture.completedFuture(null);
  private int revision;

  private Cluster(PodTemplate template, DeploymentSpec spec, Chronicle chronicle, Path root) {
    this.template = template;
    this.spec = spec;
    this.chronicle = chronicle;
    this.root = root;
    loop = new EventLoop(e -> going.completeExceptionally(e));
    machine = new LocalMachine(loop);
    deployment = new Deployment(loop, spec, this::make);
    proxy =
        new KubeProxy(
            loop,
            chronicle,
            () -> lag,
            count -> ThreadLocalRandom.current().nextInt(count),
            deployment::stirred);
  }

  /**
   * Makes a cluster that has no pods yet.
   *
   * @param root an existing folder with a short path, since that of a socket must be: up to 50
   *     characters will do. Each pod gets a folder in it
   */
  public static Cluster create(
      PodTemplate template, DeploymentSpec spec, Chronicle chronicle, Path root) {
    return new Cluster(template, spec, chronicle, root.toAbsolutePath());
  }

  /** How long a change takes until kube-proxy sees it; none at first. For changes from now on. */
  public void setLag(Duration lag) {
    if (lag.isNegative()) {
      throw new IllegalArgumentException("lag=" + lag + " (expected: >= 0)");
    }
    this.lag = lag;
  }

  /** Pods that come and go from now on. */
  public void listen(PodListener listener) {
    listeners.add(listener);
  }

  /** Picks pods as kube-proxy does. */
  public Service service() {
    return proxy;
  }

  /** Returns when all replicas are available, and kube-proxy sees them. */
  public void start() throws RolloutFailed, InterruptedException {
    if (revision != 0) {
      throw new IllegalStateException("the cluster is started already");
    }
    bring(pod -> proxy.seesReady(pod.address().pod()), lag);
  }

  /**
   * One rolling update, to pods of the same template. Returns when all new pods are available, and
   * all old ones are gone; the chronicle is told of beginning and end.
   *
   * @param number from 1, one more each time
   * @throws RolloutFailed if it makes no progress
   */
  public void update(int number) throws RolloutFailed, InterruptedException {
    if (number != revision || number < 1) {
      throw new IllegalArgumentException("update=" + number + " (expected: " + revision + ")");
    }
    chronicle.updateBegins(number, lag, loop.now());
    bring(pod -> true, template.gracePeriod());
    chronicle.updateEnds(number, loop.now());
  }

  private void bring(Predicate<Pod> more, Duration patience)
      throws RolloutFailed, InterruptedException {
    if (!going.isDone()) {
      throw new IllegalStateException("another update is under way");
    }
    CompletableFuture<Void> reached = new CompletableFuture<>();
    going = reached;
    int next = ++revision;
    loop.execute(() -> deployment.bring(next, more, patience, reached));
    if (closed.get()) {
      throw new RolloutFailed("the cluster is closed");
    }
    try {
      reached.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RolloutFailed failed) {
        throw failed;
      }
      throw new IllegalStateException("the cluster is broken", e.getCause());
    }
  }

  private Pod make(int podRevision, int number) {
    String name = "%s-%d-%d".formatted(spec.name(), podRevision, number);
    PodFolder folder = new PodFolder(root.resolve(name));
    try {
      folders.add(folder.root());
      Files.createDirectories(folder.shared());
      PodAddress address =
          new PodAddress(
              name,
              ports.nextFrom(spec.firstPort()),
              template.agent() == null ? null : ports.next());
      Pod pod = new Pod(loop, machine, chronicle, template, address, folder, watcher(folder));
      pod.start();
      listeners.forEach(listener -> listener.created(address));
      return pod;
    } catch (IOException e) {
      throw new UncheckedIOException("no folder or port for " + name, e);
    }
  }

  private Pod.Watcher watcher(PodFolder folder) {
    return new Pod.Watcher() {
      @Override
      public void changed(Endpoint endpoint, Conditions conditions) {
        proxy.changed(endpoint, conditions);
      }

      @Override
      public void stirred() {
        deployment.stirred();
      }

      @Override
      public void gone(Pod pod) {
        delete(folder.shared());
        listeners.forEach(listener -> listener.gone(pod.address()));
      }
    };
  }

  private static void delete(Path folder) {
    try {
      Folder.delete(folder);
    } catch (IOException e) {
      System.err.println("rollout: " + folder + " is left behind: " + e);
    }
  }

  /**
   * Kills everything at once, and removes the pods' folders. An update that is under way fails.
   * Idempotent; a second caller waits for the first.
   */
  @Override
  public synchronized void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    going.completeExceptionally(new RolloutFailed("the cluster is closed"));
    loop.close();
    machine.close();
    folders.forEach(Cluster::delete);
  }
}
