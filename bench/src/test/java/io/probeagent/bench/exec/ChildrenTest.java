package io.probeagent.bench.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildrenTest {
  @Test
  void theSecondLineIsTheChildrens() throws IOException {
    assertThat(Children.parse("0m0.500000s 0m0.010000s\n1m1.250000s 0m0.750000s\n"))
        .isEqualTo(62_000_000_000L);
    assertThat(Children.parse("0m0.005s 0m0.001s\n0m0.120s 0m0.030s")).isEqualTo(150_000_000L);
  }

  @Test
  void anotherTextIsRefused() {
    assertThatThrownBy(() -> Children.parse("user 0.5"))
        .hasMessage("times said 'user 0.5' (expected: 0m0.00s 0m0.00s)");
  }

  /** What a child of the child takes counts, too: so it is with runc. */
  @Test
  void grandchildrenCount() throws IOException {
    String busy = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done";
    List<String> command = List.of("sh", "-c", "sh -c '" + busy + "'; true");
    assertThat(Children.nanos(command, 2)).isPositive();
  }

  @Test
  void aFailureIsNoFigure() {
    assertThatThrownBy(() -> Children.nanos(List.of("false"), 3)).isInstanceOf(IOException.class);
  }

  @Test
  void librariesAreThoseThatLieSomewhere() {
    String ldd =
        """
        \tlinux-vdso.so.1 (0x00007fa1273a8000)
        \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007fa1270e5000)
        \t/lib64/ld-linux-x86-64.so.2 (0x00007fa1273aa000)
        """;
    assertThat(Container.libraries(ldd))
        .containsExactly(
            Path.of("/lib/x86_64-linux-gnu/libc.so.6"), Path.of("/lib64/ld-linux-x86-64.so.2"));
    assertThat(Container.libraries("\tnot a dynamic executable\n")).isEmpty();
  }
}
