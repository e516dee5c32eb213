package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is read, a clear word comes of it. */
final class BrokenInputTest {
  private static final String POD =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {terminationGracePeriodSeconds: 0}\n";

  private static Ran lint(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        ToolsCommand.run(
            List.of("lint", "-"),
            new ByteArrayInputStream(text),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Ran lint(String text) {
    return lint(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String text, String word) {
    Ran ran = lint(text);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains(word).doesNotContain("\tat ");
  }

  @Test
  void whatIsNoYamlIsRefused() {
    refused("a: b\n\tc: d\n", "-:2:1: not YAML");
    refused("{\"apiVersion\": \"v1\",", "-:1:21: not YAML");
    refused("[".repeat(100_000), "nested too deeply");
    refused("a: " + "{a: ".repeat(100_000), "nested too deeply");
  }

  @Test
  void aTemplateIsCalledOne() {
    refused("metadata:\n  name: {{ .Values.name }}\n", "-:2:9: a template, not YAML");
    refused("a:\n{{- if .Values.x }}\nb: c\n{{- end }}\n", "-:2:1: a template, not YAML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lint", "inject", "uninject", "plan"})
  void howToRenderATemplateNamesTheCommandThatWasCalled(String command) {
    Ran ran = Ran.of("metadata:\n  name: {{ .Values.name }}\n", command, "-");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("render it first (helm template … | probe-tools " + command + " -)");
  }

  @Test
  void onlyUtf8IsRead() {
    Ran ran = lint(POD.getBytes(StandardCharsets.UTF_16));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("-: not UTF-8");
  }

  @Test
  void lineEndsAndAByteOrderMarkChangeNothing() {
    assertThat(lint(POD.replace("\n", "\r\n")).out()).startsWith(lint(POD).out().substring(0, 10));
    assertThat(lint("\ufeff" + POD).code()).isEqualTo(1);
  }

  @Test
  void whatIsNoObjectIsNoted() {
    for (String text : List.of("", "---\n---\n", "# nothing\n")) {
      assertThat(lint(text).err()).contains("nothing was looked at");
      assertThat(lint(text).code()).isZero();
    }
    assertThat(lint("hello\n").err()).contains("-:1:1: no object of Kubernetes");
    assertThat(
            lint("apiVersion: a/v1\nkind: Rollout\nmetadata: {name: a}\nspec: {template: {spec: {containers: []}}}\n")
                .err())
        .contains("Rollout/a has a pod template, but its kind is not known");
  }

  @Test
  void aliasesThatMultiplyOrCircleEnd() {
    StringBuilder text =
        new StringBuilder("apiVersion: v1\nkind: Pod\nx0: &a0 {z: 1}\ny0: &b0 [1]\n");
    for (int i = 1; i < 30; i++) {
      String before = ("*a" + (i - 1) + ",").repeat(9);
      text.append("x%d: &a%d {<<: [%s]}\n".formatted(i, i, before));
      text.append("y%d: &b%d [%s]\n".formatted(i, i, before.replace('a', 'b')));
    }
    text.append("metadata: {name: x, labels: *b29, <<: *a29}\n");
    text.append("spec: {<<: *a29, containers: *b29, terminationGracePeriodSeconds: 0}\n");
    assertThat(lint(text.toString()).code()).isEqualTo(1);
    assertThat(lint("&a [*a]").code()).isZero();
    assertThat(
            lint("apiVersion: v1\nkind: Pod\nspec: &a\n  <<: *a\n  containers: &b [*b]\n  volumes: *a\n")
                .code())
        .isZero();
    assertThat(
            lint("apiVersion: v1\nkind: List\nitems: &a\n- {apiVersion: v1, kind: List, items: *a}\n")
                .code())
        .isZero();
  }

  @Test
  void listsInListsAreReadAndTwoMegabytesAlso() {
    assertThat(
            lint("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: PodList\n  items:\n  - {apiVersion: v1, kind: Pod, spec: {terminationGracePeriodSeconds: 0}}\n")
                .code())
        .isEqualTo(1);
    String well = "---\n" + POD.replace("Seconds: 0", "Seconds: 30");
    Ran ran = lint(well.repeat(2_000_000 / well.length()) + "---\n" + POD);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).containsOnlyOnce("grace-period-zero");
  }
}
