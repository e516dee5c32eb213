package io.probeagent.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SharingTest {
  private static final String ROLLUP =
      """
      Rss:               50000 kB
      Pss:               23000 kB
      Pss_Anon:          21000 kB
      Shared_Clean:      28000 kB
      Private_Clean:       500 kB
      Private_Dirty:     21500 kB
      Anonymous:         21000 kB
      """;

  @Test
  void sumsUpAndTellsWhatIsCommon() {
    Sharing none = new Sharing(0, 0, 0, 0);
    Sharing two = none.plus(ROLLUP).plus(ROLLUP);
    assertThat(two)
        .isEqualTo(new Sharing(100_000 * 1024, 46_000 * 1024, 44_000 * 1024, 42_000 * 1024));
    assertThat(two.common()).isEqualTo(2_000 * 1024);
    assertThat(two.plus("")).isEqualTo(two);
  }

  @Test
  void aControlGroupsFieldIsAWholeWord() {
    String stat = "cache 10\ntotal_rss 99\nrss_huge 7\nrss 20\n";
    assertThat(ControlGroup.field(stat, "rss")).isEqualTo(20);
    assertThat(ControlGroup.field("anon 4096\nfile 8192\n", "file")).isEqualTo(8192);
    assertThatThrownBy(() -> ControlGroup.field(stat, "anon")).hasMessage("no anon in memory.stat");
  }
}
