package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two commands read, print, and end with. */
final class InjectCommandTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - {name: web, image: web:1, ports: [{containerPort: 80}]}
      """;

  private static final String UNFIT = POD.replace("spec:", "spec:\n  hostNetwork: true");

  @TempDir Path folder;

  @Test
  void yamlGoesOutAndTheReportToStandardError() {
    Ran ran = Ran.of(POD, "inject", "-");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("apiVersion: v1\n").contains("name: probe-agent");
    assertThat(ran.err())
        .isEqualTo(
            """
            injected Pod/web (-:1)
              app-ports: web is served when it listens on 80 (its declared ports)
            1 injected, 0 skipped
            """);
  }

  @Test
  void theReportCanBeJson() {
    assertThat(Ran.of(UNFIT, "inject", "-", "--report", "json").err())
        .startsWith(
            "[{\"kind\":\"Pod\",\"name\":\"web\",\"namespace\":\"\",\"file\":\"-\",\"line\":1,\"result\":\"skipped\",\"reason\":\"host-network\",\"why\":\"");
  }

  @Test
  void whatIsNoWorkloadGoesThroughAsItIs() {
    String other = "# a\nkind: ConfigMap\napiVersion: v1\ndata: {a:   b}";
    Ran ran = Ran.of(other, "inject", "-");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(other);
    assertThat(ran.err()).isEqualTo("0 injected, 0 skipped\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: [               | -                         | 2 probe-tools: -:2:1: not YAML:
          a: {{ b }}c        | -                         | 2 probe-tools: -:1:
          a: 1               | no-such.yaml              | 2 probe-tools: no-such.yaml: no such file or folder
          a: 1               | - --set LEVEL=1           | 2 probe-tools: --set LEVEL (expected: PROBE_…=value)
          a: 1               | - --port 80               | 2 probe-tools: --port is "80" (expected: 1000 to 65535)
          a: 1               | - --token short           | 2 probe-tools: --token is "short" (expected: 16 to 256 visible characters without $)
          a: 1               | - --native --regular      | 2 probe-tools: Error: --native, --regular are mutually exclusive (specify only one)
          a: 1               | - --native --kubernetes-version 1.28 | 2 probe-tools: Kubernetes 1.28 knows no native sidecars
          a: 1               | - --kubernetes-version x  | 2 probe-tools: --kubernetes-version x: no version
          a: 1               | - -i                      | 2 probe-tools: --in-place with - (expected: files)
          a: 1               | - -i --diff               | 2 probe-tools: --in-place with --diff or --check (expected: one of them)
          """)
  void whatIsWrongIsSaidAndNothingIsPrinted(String text, String arguments, String problem) {
    Ran ran = Ran.of(text + "\n", ("inject " + arguments).split(" "));
    assertThat(ran.problem()).startsWith(problem);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void oneThatCannotBeReadStopsAll() throws Exception {
    String good = file("good.yaml", POD);
    String bad = file("bad.yaml", "a: [");
    assertThat(Ran.of("", "inject", "-i", good, bad).code()).isEqualTo(2);
    assertThat(Files.readString(Path.of(good))).isEqualTo(POD);
  }

  @Test
  void checkTellsByItsExitCode() {
    Ran before = Ran.of(POD, "inject", "--check", "-");
    assertThat(before.code()).isEqualTo(1);
    assertThat(before.out()).isEmpty();
    String injected = Ran.of(POD, "inject", "-").out();
    assertThat(Ran.of(injected, "inject", "--check", "-").code()).isZero();
    assertThat(Ran.of(injected, "inject", "--check", "--drain-delay", "2s", "-").code())
        .isEqualTo(1);
    assertThat(Ran.of(POD, "uninject", "--check", "-").code()).isZero();
    assertThat(Ran.of(injected, "uninject", "--check", "-").code()).isEqualTo(1);
  }

  @Test
  void filesAreChangedInPlace() throws Exception {
    String web = file("web.yaml", POD);
    file("other.yaml", "a: 1");
    assertThat(Ran.of("", "inject", "-i", folder.toString()).problem()).startsWith("0 injected");
    assertThat(Files.readString(Path.of(web))).contains("probe-agent");
    assertThat(Ran.of("", "uninject", "-i", web).code()).isZero();
    assertThat(Files.readString(Path.of(web))).isEqualTo(POD);
  }

  @Test
  void severalFilesAreOneStream() throws Exception {
    String first = file("1.yaml", "a: 1");
    String second = file("2.yaml", "b: 2\n");
    String third = file("3.yaml", "---\nc: 3\n");
    assertThat(Ran.of("", "inject", first, second, third).out())
        .isEqualTo("a: 1\n---\nb: 2\n---\nc: 3\n");
  }

  @Test
  void aSkippedOneIsExitCodeThreeAndTheOthersGoOut() {
    Ran ran = Ran.of(POD + "---\n" + UNFIT, "inject", "-");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).contains("name: probe-agent").endsWith(UNFIT);
    assertThat(ran.err()).endsWith("1 injected, 1 skipped\n");
  }

  @Test
  void anAgentPutInByOthersComesOutToo() {
    String injected = Ran.of(POD, "inject", "-").out();
    String pasted = injected.replaceAll("probe-agent.io/injected: '.*'", "a: b");
    assertThat(Ran.of(pasted, "inject", "-").err()).contains("has-agent");
    Ran ran = Ran.of(pasted, "uninject", "-");
    assertThat(ran.problem()).startsWith("0 uninjected Pod/web (-:1)\n  not-exact: nobody noted");
    assertThat(ran.out()).isEqualTo(POD.replace("{name: web}", "{name: web, annotations: {a: b}}"));
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
