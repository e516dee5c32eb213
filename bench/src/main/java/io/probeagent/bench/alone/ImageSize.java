package io.probeagent.bench.alone;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.subject.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The size of the agent's image in podman: its layers as they are unpacked, and packed by gzip as
 * registries hold them.
 */
public final class ImageSize {
  private static final double MB = 1e6;
  private static final int BUFFER = 1 << 16;
  private static final Pattern VERSION =
      Pattern.compile("^appVersion: *\"?([^\"\\s]+)", Pattern.MULTILINE);

  private final String podman;
  private final String image;

  private ImageSize(String podman, String image) {
    this.podman = podman;
    this.image = image;
  }

  /** The image that {@code containers/build} makes of a repository. */
  public static String name(Path project) throws IOException {
    String chart = Files.readString(project.resolve("charts/probe-agent/Chart.yaml"));
    return "probe-agent:" + version(chart);
  }

  static String version(String chart) {
    Matcher matcher = VERSION.matcher(chart);
    if (!matcher.find()) {
      throw new IllegalStateException("no appVersion in the chart probe-agent");
    }
    return matcher.group(1);
  }

  /** Empty if there is no podman, or it has no such image. */
  public static Optional<ImageSize> of(String image) {
    return Program.find("podman")
        .map(podman -> new ImageSize(podman.toString(), image))
        .filter(ImageSize::exists);
  }

  private boolean exists() {
    try {
      return !Program.run(
              List.of(podman, "image", "inspect", "--format", "{{.Id}}", image), Map.of())
          .isEmpty();
    } catch (IOException none) {
      return false;
    }
  }

  public void take(String name, Results into) throws IOException {
    Sizes sizes = save();
    into.add(Figure.IMAGE, name, sizes.plain() / MB);
    into.add(Figure.IMAGE_COMPRESSED, name, sizes.packed() / MB);
  }

  private record Sizes(long plain, long packed) {}

  private Sizes save() throws IOException {
    Process process =
        new ProcessBuilder(podman, "save", "--quiet", "--format", "docker-archive", image)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Counted packed = new Counted();
    long plain;
    try (InputStream in = process.getInputStream();
        OutputStream out = new GZIPOutputStream(packed, BUFFER)) {
      plain = in.transferTo(out);
    }
    try {
      if (process.waitFor() != 0) {
        throw new IOException("podman save " + image + " ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while podman saved " + image, e);
    }
    return new Sizes(plain, packed.count);
  }

  /** Keeps nothing but the count. */
  private static final class Counted extends OutputStream {
    private long count;

    @Override
    public void write(int any) {
      count++;
    }

    @Override
    public void write(byte[] any, int from, int length) {
      count += length;
    }
  }
}
