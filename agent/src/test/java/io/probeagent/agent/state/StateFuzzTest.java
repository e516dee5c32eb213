package io.probeagent.agent.state;

import static io.probeagent.agent.state.States.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Verdicts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are: a state that can be used, or an IOException, and nothing else. */
final class StateFuzzTest {
  private static final String BOOT = "boot-1";
  private static final int ROUNDS = 2000;
  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "1e9",
    "\"\"",
    "\"READY\"",
    "\\ud83e",
    "\u0000",
    ",",
    ":",
    "\"instance\":",
    "\"age_ns\":"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2026})
  void randomBytes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      feed(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  void mutationsOfGoodStates(long seed) throws IOException {
    Random random = new Random(seed);
    List<AppState> states = States.all();
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      AppState state = states.get(random.nextInt(states.size()));
      byte[] bytes = StateCodec.write(Map.of("app", state), BOOT, NOW);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes = mutated(bytes, random);
      }
      accepted += feed(bytes) ? 1 : 0;
    }
    assertThat(accepted).as("some mutations are harmless, most are not").isBetween(1, ROUNDS / 2);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(12), bytes.length - at);
    byte[] copy = bytes.clone();
    switch (random.nextInt(5)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> copy = Arrays.copyOf(bytes, at);
      case 3 -> copy = spliced(bytes, at, length, new byte[0]);
      default -> {
        String token = TOKENS[random.nextInt(TOKENS.length)];
        copy = spliced(bytes, at, length, token.getBytes(StandardCharsets.UTF_8));
      }
    }
    return copy;
  }

  private static byte[] spliced(byte[] bytes, int at, int cut, byte[] in) {
    byte[] result = new byte[bytes.length - cut + in.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(in, 0, result, at, in.length);
    System.arraycopy(bytes, at + cut, result, at + in.length, bytes.length - at - cut);
    return result;
  }

  /** Whether the bytes were taken for a state; any exception but an IOException fails the test. */
  private static boolean feed(byte[] bytes) {
    Map<String, AppState> read;
    try {
      read = StateReader.read(bytes, BOOT, NOW);
    } catch (IOException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
      return false;
    }
    for (AppState state : read.values()) {
      Verdicts verdicts = Verdicts.of(StateFuzz.LIFECYCLE, state, NOW);
      assertThat(verdicts.phase()).isNotNull();
    }
    assertThat(StateCodec.write(read, BOOT, NOW)).isNotEmpty();
    return true;
  }
}
