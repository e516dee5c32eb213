package io.probeagent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bills of materials say what is in the jars: all of it, nothing else, and alike each time. */
class BillOfMaterialsIT {
  /** Built by Gradle, which leaves no pom.properties: scanners know it by its manifest alone. */
  private static final String UNMARKED = "info.picocli/picocli";

  /** Our code, and our outline of a class of the JDK that the agent's image leaves out. */
  private static final String OURS =
      "io/probeagent/(agent|sample|tools)/.*|jdk/jfr/(FlightRecorder|package-info)[.]class";

  /** Whose classes are in Netty's jars; NOTICE names them. */
  private static final Set<String> INSIDE_NETTY =
      Set.of("org.jctools/jctools-core", "org.jctools/jctools-core-jdk11");

  @ParameterizedTest
  @EnumSource
  void allThatRunsIsOfAnArtifactThatIsNamed(Bill.Of of) {
    Bill bill = of.bill();
    List<Contents> named = bill.components().stream().map(one -> Contents.of(one.jar())).toList();

    assertThat(bill.jar().files().entrySet())
        .filteredOn(file -> Contents.isCode(file.getKey()))
        .filteredOn(file -> !file.getKey().matches(OURS))
        .allSatisfy(file -> assertThat(named).anyMatch(artifact -> artifact.holds(file)));
  }

  @ParameterizedTest
  @EnumSource
  void noArtifactIsNamedOfWhichNothingIsInside(Bill.Of of) {
    Bill bill = of.bill();
    assertThat(bill.components())
        .isNotEmpty()
        // netty-all names other artifacts, and has no code itself.
        .filteredOn(
            one -> Contents.of(one.jar()).files().keySet().stream().anyMatch(Contents::isCode))
        .allSatisfy(
            one ->
                assertThat(Contents.of(one.jar()).files().entrySet())
                    .filteredOn(file -> Contents.isCode(file.getKey()))
                    .anyMatch(bill.jar()::holds));
  }

  @ParameterizedTest
  @EnumSource
  void theArtifactsAreTheOnesThatWereHashed(Bill.Of of) {
    Bill bill = of.bill();
    assertThat(bill.components())
        .filteredOn(one -> !one.isOurs())
        .allSatisfy(
            one -> assertThat(sha256(Files.readAllBytes(one.jar()))).isEqualTo(one.sha256()));
  }

  @ParameterizedTest
  @EnumSource
  void scannersFindTheSameInTheJar(Bill.Of of) {
    Bill bill = of.bill();
    Set<String> found =
        bill.jar().files().keySet().stream()
            .filter(file -> file.matches("META-INF/maven/.*/pom\\.properties"))
            .map(file -> file.replaceFirst("META-INF/maven/(.*)/pom\\.properties", "$1"))
            .filter(one -> !one.matches("io\\.probeagent/(probe-agent|sample-app|probe-tools)"))
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    bill.components().stream()
        .filter(one -> one.classifier().isEmpty()) // a native library has none of its own
        .forEach(one -> named.add(one.group() + "/" + one.name()));
    if (named.contains("io.netty/netty-common")) {
      named.addAll(INSIDE_NETTY);
    }
    named.remove(UNMARKED);

    assertThat(found).isEqualTo(named);
  }

  @ParameterizedTest
  @EnumSource
  void twoBuildsOfOneCommitSayTheSame(Bill.Of of) {
    Bill bill = of.bill();
    assertThat(bill.json().has("serialNumber")).isFalse();
    assertThat(bill.json().at("/metadata").has("timestamp")).isFalse();
    assertThat(bill.json().at("/metadata/component/name").asText() + ".jar")
        .isEqualTo(bill.jar().jar().getFileName().toString());
  }

  /** A change of what is bundled is seen by whoever reviews it, to the byte. */
  @Test
  void whatIsBundledIsWhatWasReviewed() {
    List<String> reviewed =
        Repository.text("release/bundled.txt").lines().filter(l -> !l.startsWith("#")).toList();
    List<String> bundled =
        Bill.all().stream()
            .flatMap(bill -> bill.components().stream())
            .filter(one -> !one.isOurs())
            .map(Component::line)
            .distinct()
            .sorted(java.util.Comparator.comparing(line -> line.substring(64)))
            .toList();

    assertThat(bundled)
        .as("release/bundled.txt is to say:%n%s%n", String.join("\n", bundled))
        .isEqualTo(reviewed);
  }

  @Test
  void ourOwnPartsAreNamedAsWell() {
    assertThat(Bill.Of.APP.bill().components())
        .filteredOn(Component::isOurs)
        .extracting(Component::name)
        .containsExactly("probe-agent-client");
    assertThat(Bill.Of.AGENT.bill().components()).noneMatch(Component::isOurs);
  }

  @Test
  void theNativeLibrariesAreThoseOfBothArchitectures() {
    Stream<String> libraries =
        Bill.Of.AGENT.bill().jar().files().entrySet().stream()
            .map(Map.Entry::getKey)
            .filter(file -> file.endsWith(".so"))
            .map(file -> file.substring(file.lastIndexOf('/') + 1));

    assertThat(libraries)
        .containsExactlyInAnyOrder(
            "libnetty_transport_native_epoll_x86_64.so",
            "libnetty_transport_native_epoll_aarch_64.so");
  }

  private static String sha256(byte[] bytes) throws IOException {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }
}
