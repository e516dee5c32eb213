package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the images, and what is not. */
final class ImageIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SETUID_SETGID = 06000;
  private static final int WRITABLE_BY_OTHERS = 02;
  private static final int STICKY = 01000;

  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  @ParameterizedTest
  @ValueSource(strings = {Image.AGENT, Image.APP})
  void runAsNobodyAndTellTheirVersion(String image) throws IOException {
    JsonNode config = config(image);
    assertThat(config.at("/User").asText()).isEqualTo("65532:65532");
    assertThat(config.at("/Entrypoint")).as("no shell between the kernel and Java").hasSize(2);
    assertThat(config.at("/Entrypoint/0").asText()).endsWith("/jre/bin/java");
    assertThat(config.at("/Labels/org.opencontainers.image.version").asText())
        .isEqualTo(image.substring(image.indexOf(':') + 1));
    assertThat(config.at("/Labels/org.opencontainers.image.licenses").asText())
        .contains("Apache-2.0");
  }

  @ParameterizedTest
  @CsvSource({Image.AGENT + ", 100, 45", Image.APP + ", 100, 45"})
  void areSmall(String image, long most, long compressed) throws IOException {
    Podman podman = Podman.assumeUsable();
    long size = Long.parseLong(podman.run("image", "inspect", "--format", "{{.Size}}", image));
    assertThat(size).isLessThan(most * 1_000_000);
    Path archive = Files.createTempFile(Path.of("target"), "image", ".tar").toAbsolutePath();
    try {
      podman.run("save", "--output", archive.toString(), image);
      assertThat(gzipped(archive)).isLessThan(compressed * 1_000_000);
    } finally {
      Files.delete(archive);
    }
  }

  private static long gzipped(Path file) throws IOException {
    long[] bytes = {0};
    OutputStream counter =
        new OutputStream() {
          @Override
          public void write(int one) {
            bytes[0]++;
          }

          @Override
          public void write(byte[] some, int offset, int length) {
            bytes[0] += length;
          }
        };
    try (GZIPOutputStream gzip = new GZIPOutputStream(counter, 1 << 16)) {
      Files.copy(file, gzip);
    }
    return bytes[0];
  }

  /**
   * A cache that does not fit the JVM's options, or the times of the files, is left unused without
   * a word.
   */
  @ParameterizedTest
  @ValueSource(strings = {Image.AGENT, Image.APP})
  void takeTheirClassesFromTheCache(String image) throws IOException {
    JsonNode entrypoint = config(image).at("/Entrypoint");
    List<String> loaded =
        Podman.assumeUsable()
            .run(
                "run",
                "--rm",
                "--read-only",
                "--entrypoint",
                entrypoint.get(0).asText(),
                image,
                "-Xlog:class+load",
                entrypoint.get(1).asText(),
                "--help")
            .lines()
            .filter(line -> line.contains(" source: "))
            .toList();
    assertThat(loaded).hasSizeGreaterThan(100);
    assertThat(loaded.stream().filter(line -> line.contains("shared objects file")))
        .hasSizeGreaterThan(loaded.size() * 9 / 10);
  }

  @Test
  void holdNothingThatAnAttackerCouldUse() throws IOException {
    for (String image : List.of(Image.AGENT, Image.APP)) {
      Path root = mount(image);
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : (Iterable<Path>) all::iterator) {
          String name = "/" + root.relativize(file);
          if (Files.isSymbolicLink(file)) {
            continue;
          }
          int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
          assertThat(mode & SETUID_SETGID).as("%s of %s: %o", name, image, mode).isZero();
          if ((mode & WRITABLE_BY_OTHERS) != 0) {
            assertThat(name).as("writable by others, in %s", image).isEqualTo("/tmp");
            assertThat(mode & STICKY).isNotZero();
          }
          if (Files.isRegularFile(file) && Files.isExecutable(file) && !name.contains(".so")) {
            assertThat(name)
                .as("a program in %s", image)
                .matches(".*/jre/(bin/java|lib/jspawnhelper)");
          }
        }
      } finally {
        unmount(image);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({Image.AGENT + ", opt/probe-agent", Image.APP + ", opt/sample-app"})
  void tellLicencesAndPackagesToWhoLooksForThem(String image, String home) throws IOException {
    Path root = mount(image);
    try {
      assertThat(root.resolve("usr/share/doc/libc6/copyright")).isNotEmptyFile();
      assertThat(root.resolve(home + "/jre/legal/java.base/LICENSE")).exists();
      assertThat(root.resolve("var/lib/dpkg/status.d/libc6"))
          .content()
          .contains("Package: libc6\n")
          .contains("\nVersion: ");
      assertThat(root.resolve("usr/lib/os-release")).content().contains("VERSION_ID=");
    } finally {
      unmount(image);
    }
  }

  private static JsonNode config(String image) throws IOException {
    return JSON.readTree(
        Podman.assumeUsable().run("image", "inspect", "--format", "{{json .Config}}", image));
  }

  private static Path mount(String image) {
    return Path.of(Podman.assumeUsable().run("image", "mount", image));
  }

  private static void unmount(String image) {
    Podman.assumeUsable().run("image", "unmount", image);
  }
}
