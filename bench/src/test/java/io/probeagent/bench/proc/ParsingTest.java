package io.probeagent.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Texts as the kernel writes them. */
class ParsingTest {
  @Test
  void schedstatBeginsWithTheNanosecondsOnAProcessor() {
    assertThat(Cpu.parseSchedstat("177721043 58419 2\n")).isEqualTo(177_721_043);
  }

  @Test
  void statIsReadBehindANameThatHoldsAnything() {
    String stat =
        "4711 (a) b ( 9) S 1 4711 4711 0 -1 4194560 812 3 0 0 12 5 30 4 20 0 17 0 9001 1 2 3\n";
    assertThat(Cpu.parseStat(stat)).isEqualTo((12 + 5 + 30 + 4) * 10_000_000L);
  }

  @Test
  void memoryIsThatOfTheWholeProcess() {
    String rollup =
        """
        5604c9753000-7ffc02910000 ---p 00000000 00:00 0                          [rollup]
        Rss:                1608 kB
        Pss:                 352 kB
        Pss_Dirty:           108 kB
        Pss_Anon:            107 kB
        Private_Dirty:       106 kB
        Anonymous:           104 kB
        AnonHugePages:         0 kB
        """;
    assertThat(Memory.parse(rollup)).isEqualTo(new Memory(1608 * 1024, 352 * 1024, 104 * 1024));
  }

  @Test
  void memoryThatIsNotToldIsNotZero() {
    assertThatThrownBy(() -> Memory.parse("Rss: 1 kB\n")).hasMessage("no Pss in smaps_rollup");
  }

  @Test
  void voluntarySwitchesAreNotTheOthers() {
    String status =
        "Threads:\t9\nvoluntary_ctxt_switches:\t150\nnonvoluntary_ctxt_switches:\t545\n";
    assertThat(Switches.parse(status)).isEqualTo(150);
  }

  /** user, nice, system, irq, softirq and steal; guests are in user already, idle is not busy. */
  @Test
  void theMachineIsBusyWithoutIdle() {
    String stat = "cpu  100 20 30 9000 800 4 5 6 70 8\ncpu0 1 1 1 1 1 1 1 1 1 1\n";
    assertThat(Busy.parse(stat)).isEqualTo((100 + 20 + 30 + 4 + 5 + 6) * 10_000_000L);
  }

  @Test
  void processorsHaveNamesOrNot() {
    String cpuinfo = "processor\t: 0\nmodel name\t: A Processor @ 2 GHz\nmodel name\t: B\n";
    assertThat(Machine.model(cpuinfo)).isEqualTo("A Processor @ 2 GHz");
    assertThat(Machine.model("CPU part\t: 0xd0c\n")).isEqualTo("unknown processor");
  }
}
