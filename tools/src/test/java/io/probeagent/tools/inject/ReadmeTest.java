package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.yaml.Documents;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What inject makes of the README's nginx is what the README says to paste. */
final class ReadmeTest {
  @Test
  void injectMakesThePodThatIsPasted() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    String pasted = readme.split("```yaml\n", 2)[1].split("```", 2)[0];
    Source plain = Uninjector.uninject(source(pasted)).sources().get(0);
    assertThat(plain.text()).doesNotContain("probe").contains("name: web");
    Source injected =
        new Injector(Map.of(), KubernetesVersion.ASSUMED).inject(List.of(plain)).sources().get(0);
    String bare =
        injected.text().replaceFirst("(?s)\n *annotations:\n[^\n]*|, annotations: \\{[^\n]*'}", "");
    assertThat(value(bare)).isEqualTo(value(pasted));
  }

  private static Value value(String text) throws Exception {
    return Value.copy(Documents.read(source(text).get(0)).get(0));
  }

  private static List<Source> source(String text) {
    return List.of(new Source("README.md", text));
  }
}
