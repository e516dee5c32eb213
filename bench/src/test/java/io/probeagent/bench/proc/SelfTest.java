package io.probeagent.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The kernel of this machine writes what we read. */
class SelfTest {
  private final Family self = new Family(ProcessHandle.current());

  @Test
  void aJvmHasUsedTimeAndMemory() {
    assertThat(Cpu.nanos(self)).isPositive();
    assertThat(Cpu.nanosOfAll(self)).isPositive();
    assertThat(Switches.voluntary(self)).isPositive();
    Memory memory = Memory.of(self);
    assertThat(memory.anonymous()).isPositive();
    assertThat(memory.resident()).isGreaterThan(memory.anonymous());
    assertThat(memory.proportional()).isLessThanOrEqualTo(memory.resident());
  }

  @Test
  void childrenBelongToTheFamily() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(self.pids()).contains(ProcessHandle.current().pid(), child.pid());
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatEndedCountsForNothing() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    Family family = Family.of(child.pid());
    child.destroyForcibly().waitFor();
    assertThat(Cpu.nanos(family)).isZero();
    assertThat(Memory.of(family).resident()).isZero();
  }
}
