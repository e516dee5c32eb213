package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Documents;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Holds whatever YAML is written like: a hundred ways to write a hundred pods, the same each time.
 */
final class RoundTripTest {
  private static final int TRIES = 60;

  @Test
  void whatIsTakenOutIsWhatWasThere() throws Exception {
    int injected = 0;
    for (int seed = 0; seed < TRIES; seed++) {
      String text = text(seed);
      for (Map<String, String> flags : List.of(Map.<String, String>of(), ALL_FLAGS)) {
        Rewrite in = inject(text, flags);
        String out = in.sources().get(0).text();
        String what = "seed " + seed + "\n" + text + "\n=====\n" + out;
        assertThat(in.outcomes()).as(what).noneMatch(it -> it.reason().isPresent());
        injected += in.outcomes().size();
        assertThat(uninject(out)).as(what).isEqualTo(text);
        assertThat(inject(out, flags).sources().get(0).text()).as(what).isEqualTo(out);
        assertThat(agents(out)).as(what).isEqualTo(in.outcomes().size());
        assertThat(bare(out)).as(what).isEqualTo(bare(text));
      }
    }
    assertThat(injected).isGreaterThan(TRIES);
  }

  @Test
  void otherFlagsGiveWhatTheyAloneWouldGive() throws Exception {
    for (int seed = 0; seed < TRIES / 4; seed++) {
      String text = text(seed);
      String first = inject(text, Map.of("app-signals", "true")).sources().get(0).text();
      assertThat(inject(first, ALL_FLAGS).sources()).hasSize(1);
      assertThat(inject(first, ALL_FLAGS).sources().get(0).text())
          .isEqualTo(inject(text, ALL_FLAGS).sources().get(0).text());
    }
  }

  @Test
  void whatWasRewrittenSinceComesOutByWhatItMeans() throws Exception {
    for (int seed = 0; seed < TRIES; seed++) {
      String text = text(seed);
      Map<String, String> flags = seed % 2 == 0 ? Map.of() : ALL_FLAGS;
      String injected = inject(text, flags).sources().get(0).text();
      String rewritten = new Scribe(new Random(~seed)).write(values(injected));
      String out;
      try {
        out = uninject(rewritten);
      } catch (IllegalStateException e) {
        throw new AssertionError("seed " + seed + "\n" + rewritten, e);
      }
      assertThat(whole(out))
          .as("seed " + seed + "\n" + text + "\n=====\n" + rewritten + "\n=====\n" + out)
          .isEqualTo(whole(text));
    }
  }

  private static final Map<String, String> ALL_FLAGS =
      Map.of(
          "sidecar",
          "regular",
          "token",
          "0f9c1d2e8a7b4653",
          "replace-pre-stop",
          "true",
          "sd-notify",
          "true",
          "keep-probes",
          "true",
          "port",
          "9000",
          "PROBE_LOG_LEVEL",
          "debug");

  private static String text(int seed) {
    Random random = new Random(seed);
    RandomPods pods = new RandomPods(random);
    List<Value> documents = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      documents.add(pods.object(i));
    }
    if (random.nextInt(6) == 0) {
      Value list =
          Value.fields("apiVersion", Value.text("v1"))
              .with("kind", Value.text("List"))
              .with("items", new Value.Items(documents));
      documents = List.of(list);
    }
    return new Scribe(random).write(documents);
  }

  private static Rewrite inject(String text, Map<String, String> flags) throws Exception {
    return new Injector(flags, KubernetesVersion.ASSUMED)
        .inject(List.of(new Source("x.yaml", text)));
  }

  private static String uninject(String text) throws Exception {
    return Uninjector.uninject(List.of(new Source("x.yaml", text))).sources().get(0).text();
  }

  private static long agents(String text) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(new Source("x.yaml", text));
    return manifests.workloads().stream().filter(it -> it.sidecar().isPresent()).count();
  }

  private static List<Value> values(String text) throws Exception {
    return Documents.read(new Source("x.yaml", text)).stream().map(Value::copy).toList();
  }

  private static List<Value> bare(String text) throws Exception {
    return values(text).stream().map(value -> Bare.of(value, false)).toList();
  }

  private static List<Value> whole(String text) throws Exception {
    return values(text).stream().map(value -> Bare.of(value, true)).toList();
  }
}
