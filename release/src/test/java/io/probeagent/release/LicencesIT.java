package io.probeagent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the licences of what is bundled ask for goes along with it. */
class LicencesIT {
  /** May be bundled without asking: needs its text and its notices, and those are in NOTICE. */
  private static final Set<String> ALLOWED = Set.of("Apache-2.0");

  /** What artifacts have inside that is not their own, and the word that NOTICE knows it by. */
  private static final Map<String, String> INSIDE =
      Map.of(
          "io/netty/util/internal/shaded/org/jctools/", "JCTools",
          "io/netty/handler/codec/base64/", "Base64",
          "io/netty/handler/codec/http2/HpackDecoder", "nghttp2",
          "io/netty/handler/codec/compression/", "jbzip2",
          "com/fasterxml/jackson/core/internal/shaded/fdp/", "FastDoubleParser",
          "com/fasterxml/jackson/core/io/schubfach/", "Schubfach");

  private static final String NOTICE = Repository.text("NOTICE");

  @ParameterizedTest
  @EnumSource
  void licencesAreThoseThatAreAllowed(Bill.Of of) {
    Bill bill = of.bill();
    assertThat(bill.components()).allMatch(one -> ALLOWED.contains(one.licence()));
  }

  @ParameterizedTest
  @EnumSource
  void theJarHasTheLicenceAndTheNotices(Bill.Of of) {
    Bill bill = of.bill();
    assertThat(bill.jar().text("META-INF/LICENSE")).isEqualTo(Repository.text("LICENSE"));
    assertThat(bill.jar().text("META-INF/NOTICE")).isEqualTo(NOTICE);
  }

  @Test
  void theClientHasTheLicence() {
    Component client = Bill.Of.APP.bill().components().get(0);
    assertThat(client.name()).isEqualTo("probe-agent-client");

    assertThat(Contents.of(client.jar()).text("META-INF/LICENSE"))
        .isEqualTo(Repository.text("LICENSE"));
  }

  @ParameterizedTest
  @EnumSource
  void theNoticesNameEachGroup(Bill.Of of) {
    Bill bill = of.bill();
    assertThat(bill.components())
        .filteredOn(one -> !one.isOurs())
        .allMatch(one -> NOTICE.contains("\n" + one.group() + ": "));
  }

  /** A new version may come with new notices. */
  @ParameterizedTest
  @EnumSource
  void theNoticesOfArtifactsAreThere(Bill.Of of) {
    Bill bill = of.bill();
    String notice = flat(NOTICE);
    for (Component one : bill.components()) {
      Contents artifact = Contents.of(one.jar());
      artifact.files().keySet().stream()
          .filter(file -> file.matches("META-INF/NOTICE(\\.txt|\\.md)?"))
          .forEach(
              file ->
                  assertThat(flat(artifact.text(file)).split("(?<=\\. )|(?= ## )"))
                      .as("sentences of the notice of %s", one.line())
                      .allMatch(notice::contains));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatArtifactsHaveInsideIsNamed(Bill.Of of) {
    Bill bill = of.bill();
    INSIDE.forEach(
        (path, word) -> {
          if (bill.jar().files().keySet().stream().anyMatch(file -> file.startsWith(path))) {
            assertThat(NOTICE).as("for %s in %s", path, of).contains(word);
          }
        });
  }

  /** A list that matches nothing would prove nothing. */
  @Test
  void whatArtifactsHaveInsideIsStillThere() {
    assertThat(INSIDE.keySet())
        .allMatch(
            path ->
                Bill.all().stream()
                    .flatMap(bill -> bill.jar().files().keySet().stream())
                    .anyMatch(file -> file.startsWith(path)));
  }

  @Test
  void filesThatANoticePointsToAreInTheJar() {
    assertThat(Bill.Of.AGENT.bill().jar().files().keySet())
        .contains(
            "META-INF/FastDoubleParser-LICENSE",
            "META-INF/FastDoubleParser-ThirdParty-LICENSE",
            "META-INF/Schubfach-LICENSE");
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
