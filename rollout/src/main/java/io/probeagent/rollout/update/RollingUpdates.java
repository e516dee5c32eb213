package io.probeagent.rollout.update;

import io.probeagent.rollout.cluster.Cluster;
import io.probeagent.rollout.cluster.RolloutFailed;
import io.probeagent.rollout.haproxy.HaProxy;
import io.probeagent.rollout.haproxy.Options;
import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.report.Progress;
import io.probeagent.rollout.report.Recorder;
import io.probeagent.rollout.report.Report;
import io.probeagent.rollout.report.ReportFiles;
import io.probeagent.rollout.traffic.Clients;
import io.probeagent.rollout.traffic.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pods under load that are updated again and again.
 *
 * <pre>
 *   pods start, all are Ready
 *   clients start; for a while nothing else happens, until programs are warm and there is
 *     something to compare with
 *   each update: a lag of its own; over when the old pods are gone and the new ones Ready
 *   clients finish what they have begun; the pods are killed; the report is written
 * </pre>
 */
public final class RollingUpdates implements AutoCloseable {
  private final UpdateOptions options;
  private final PrintStream out;
  private final Recorder recorder = new Recorder(System.nanoTime());
  private final Path root;
  private final Cluster cluster;
  private boolean started;
  private boolean closed;
  private @Nullable HaProxy proxy;

  private RollingUpdates(UpdateOptions options, PrintStream out, Path root) {
    this.options = options;
    this.out = out;
    this.root = root;
    this.cluster = Cluster.create(options.template(), options.deployment(), recorder, root);
  }

  /**
   * Runs all of it.
   *
   * @param terminal whether progress can be drawn anew on the same line
   * @return whether all updates came to their end and no request failed; there is no report if the
   *     pods did not even start
   * @throws IOException if there is no folder, no port, or no HAProxy
   */
  public static boolean run(UpdateOptions options, PrintStream out, boolean terminal)
      throws IOException, InterruptedException {
    try (RollingUpdates updates = new RollingUpdates(options, out, Folder.create())) {
      Runtime.getRuntime().addShutdownHook(new Thread(updates::close, "close-pods"));
      boolean complete = updates.run(terminal);
      Report report = updates.recorder.report(options.settings(), System.nanoTime());
      if (!updates.started) {
        StartHint.of(options, report).ifPresent(out::println);
        return false;
      }
      out.print(report.summary());
      out.println("report: " + ReportFiles.write(report, options.report()));
      return complete && report.totals().failed() == 0;
    }
  }

  private boolean run(boolean terminal) throws IOException, InterruptedException {
    Progress progress = Progress.of(recorder, options.updates(), out, terminal);
    try {
      if (options.via() == Via.KUBE_PROXY) {
        cluster.start();
        started = true;
        roll(cluster.service(), cluster.service());
      } else {
        rollBehindHaProxy();
      }
      return true;
    } catch (RolloutFailed e) {
      out.println("rollout: " + e.getMessage());
      return false;
    } finally {
      progress.close();
    }
  }

  private void rollBehindHaProxy() throws IOException, RolloutFailed, InterruptedException {
    Path binary =
        HaProxy.installed()
            .orElseThrow(() -> new IOException("there is no haproxy on the PATH; install it"));
    int pods = options.deployment().replicas() + options.deployment().maxSurge();
    HaProxy ingress = keep(HaProxy.start(Options.of(binary, pods), root));
    cluster.listen(ingress);
    cluster.start();
    started = true;
    if (!ingress.awaitUp(options.deployment().replicas(), Duration.ofSeconds(30))) {
      throw new RolloutFailed("haproxy does not find the pods up: " + ingress.problem());
    }
    roll(ingress.http1(), ingress.http2());
    if (!ingress.problem().isEmpty()) {
      throw new RolloutFailed("haproxy: " + ingress.problem());
    }
  }

  /** Where a shutdown hook finds it; one that comes too late for the hook ends at once. */
  private synchronized HaProxy keep(HaProxy ingress) {
    proxy = ingress;
    if (closed) {
      ingress.close();
    }
    return ingress;
  }

  private void roll(Service http1, Service http2)
      throws IOException, RolloutFailed, InterruptedException {
    Clients clients = Clients.start(options.load(), http1, http2, recorder);
    try {
      TimeUnit.NANOSECONDS.sleep(options.warmUp().toNanos());
      recorder.baselineBegins(System.nanoTime());
      TimeUnit.NANOSECONDS.sleep(options.baseline().toNanos());
      SplittableRandom random = new SplittableRandom(options.load().seed());
      for (int number = 1; number <= options.updates(); number++) {
        long spread = options.mostLag().minus(options.leastLag()).toMillis();
        cluster.setLag(options.leastLag().plusMillis(random.nextLong(spread + 1)));
        cluster.update(number);
      }
    } finally {
      clients.stop();
    }
  }

  /** Ends all processes and removes all folders; does nothing the second time. */
  @Override
  public void close() {
    cluster.close();
    closeProxy();
    try {
      Folder.delete(root);
    } catch (IOException e) {
      System.err.println("rollout: " + root + " is left behind: " + e);
    }
  }

  private synchronized void closeProxy() {
    closed = true;
    if (proxy != null) {
      proxy.close();
    }
  }
}
