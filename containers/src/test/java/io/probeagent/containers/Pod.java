package io.probeagent.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pod that runs; closed, nothing is left of it but its logs. */
final class Pod implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the pods have their volumes and leave their logs. */
  static final Path HOME = Path.of("target", "pods").toAbsolutePath();

  private final Podman podman;
  private final String name;
  private final Manifest manifest;
  private final Path home;
  private final EmptyDirs emptyDirs;
  private final Map<String, Container> containers = new LinkedHashMap<>();
  private final List<Kubelet> kubelets = new ArrayList<>();
  private String address = "";

  private Pod(Podman podman, String title, Manifest manifest) {
    this.podman = podman;
    this.manifest = manifest;
    name = Podman.podName(title);
    home = HOME.resolve(title);
    emptyDirs = new EmptyDirs(home);
    for (Manifest.Part part : manifest.parts()) {
      containers.put(part.name(), new Container(podman, name + "-" + part.name()));
    }
  }

  /** Starts all its containers, in the manifest's order and native sidecars first. */
  static Pod start(String title, Manifest manifest) throws IOException, InterruptedException {
    Pod pod = create(title, manifest);
    try {
      pod.startAll();
      return pod;
    } catch (Throwable e) {
      pod.close();
      throw e;
    }
  }

  /** A sidecar's startup probe, where it has one, holds back all that come after it. */
  private void startAll() throws InterruptedException {
    for (Manifest.Part part : manifest.parts()) {
      container(part.name()).start();
      if (address.isEmpty()) {
        address =
            podman.address(podman.run("pod", "inspect", "--format", "{{.InfraContainerID}}", name));
      }
      if (part.sidecar() && part.probes().containsKey(Probe.STARTUP)) {
        probe(part.name()).await(Probe.STARTUP, 200);
      }
    }
  }

  private static Pod create(String title, Manifest manifest) throws IOException {
    Pod pod = new Pod(Podman.assumeUsable(), title, manifest);
    try {
      Files.createDirectories(pod.home);
      if (!manifest.keepsEmptyDirs()) {
        pod.emptyDirs.mount(manifest.spec());
      }
      Path file = pod.home.resolve("pod.yaml");
      Files.writeString(file, manifest.yaml(pod.name));
      pod.podman.create(file.toString());
      return pod;
    } catch (Throwable e) {
      pod.close();
      throw e;
    }
  }

  Container container(String container) {
    Container found = containers.get(container);
    if (found == null) {
      throw new AssertionError("no container '" + container + "' in " + containers.keySet());
    }
    return found;
  }

  Manifest manifest() {
    return manifest;
  }

  Container agent() {
    return container("probe-agent");
  }

  /** Asks as anybody who reaches the pod. */
  HttpGet.Answer ask(HttpGet get) throws IOException {
    return get.ask(address, Await.LIMIT);
  }

  HttpGet.Answer ask(HttpGet get, Duration most) throws IOException {
    return get.ask(address, most);
  }

  /** What the agent answers to a path; it must answer. */
  int status(String path) {
    try {
      return ask(HttpGet.of(9810, path)).status();
    } catch (IOException e) {
      throw new AssertionError("no answer to " + path + ": " + e, e);
    }
  }

  /** The first that it answers at all, after a start. */
  int firstStatus(String path) throws InterruptedException {
    return Await.answer("any answer to " + path, () -> statusOrNone(path), status -> status != 0);
  }

  private int statusOrNone(String path) {
    try {
      return ask(HttpGet.of(9810, path)).status();
    } catch (IOException e) {
      return 0;
    }
  }

  /** A connection to a port of the pod. */
  Line line(int port) throws IOException {
    return new Line(address, port);
  }

  /** Whether nobody listens on a port of it. */
  boolean refuses(int port) {
    try {
      line(port).close();
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that the agent knows. */
  String state() throws IOException {
    return ask(HttpGet.of(9810, "/state")).body();
  }

  /** What the agent knows of an app. */
  JsonNode state(String app) throws IOException {
    JsonNode state = JSON.readTree(state());
    for (JsonNode one : state.path("apps")) {
      if (one.path("app").asText().equals(app)) {
        return one;
      }
    }
    throw new AssertionError("no app '" + app + "' in " + state);
  }

  int inFlight(String app) {
    try {
      return state(app).path("in_flight").asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to ask a container's probes, as kubelet does once it runs. */
  Kubelet probe(String container) {
    Kubelet kubelet = new Kubelet(this, manifest.part(container));
    kubelets.add(kubelet);
    return kubelet;
  }

  /** What its containers have said last, for a message. */
  String logs() {
    StringBuilder text = new StringBuilder();
    containers.forEach(
        (part, container) -> {
          List<String> lines = container.log().lines().toList();
          text.append(part).append(" said: ");
          text.append(
              String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
          text.append('\n');
        });
    return text.toString();
  }

  @Override
  public void close() {
    kubelets.forEach(Kubelet::close);
    containers.forEach(
        (part, container) -> {
          try {
            Files.writeString(home.resolve(part + ".log"), container.log());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    podman.call("pod", "rm", "--force", "--time", "0", name);
    emptyDirs.close();
  }
}
