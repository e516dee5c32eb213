package io.probeagent.agent.state;

import static io.probeagent.agent.state.States.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Watchdog;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in the file is trusted: what cannot be is refused, with the reason. */
final class StateReaderTest {
  private static final String BOOT = "boot-1";
  private static final AppState FULL =
      States.state(
          Phase.READY,
          States.instance(Lease.HELD, new Watchdog(9, NOW)),
          new ProbeFile("f", false, States.EVERY_WORD, 17),
          States.drain(Drain.Origin.OUTSIDE));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /version | 1 | version is 1 (expected: 2)
          /version | -1 | version is -1 (expected: 2)
          /version | "x" | version is "x" (expected: 2)
          /version | 18446744073709551617 | version is 18446744073709551617 (expected: 2)
          /boot | "boot-2" | written before the node was booted
          /boot | 7 | written before the node was booted
          /saved_mono_ns | "now" | saved_mono_ns is not a whole number
          /saved_mono_ns | 1e300 | saved_mono_ns is not a whole number
          /apps | [] | apps is not an object
          /apps | "app" | apps is not an object
          /apps/app | 5 | said is not a text
          /apps/app | null | said is not a text
          /apps/app | [] | said is not a text
          /apps/app/said | "BORED" | BORED
          /apps/app/said | 5 | said is not a text
          /apps/app/said | "UNKNOWN" | said=UNKNOWN with instance=
          /apps/app/cause | "NO_REASON" | NO_REASON
          /apps/app/age_ns | -1 | age_ns=-1
          /apps/app/age_ns | 2305843009213693952 | age_ns=2305843009213693952
          /apps/app/age_ns | 9223372036854775808 | age_ns is not a whole number
          /apps/app/age_ns | 1.5 | age_ns is not a whole number
          /apps/app/age_ns | "5" | age_ns is not a whole number
          /apps/app/file_is_own | "true" | file_is_own is not true or false
          /apps/app/file_beat_age_ns | -5 | file_beat_age_ns=-5
          /apps/app/ready_beat_age_ns | -5 | ready_beat_age_ns=-5
          /apps/app/instance/silent | "no" | silent is not true or false
          /apps/app/instance/sockets | {} | sockets is not an array of at most 1024
          /apps/app/instance/sockets | [1.5] | sockets has 1.5
          /apps/app/instance/sockets | ["1"] | sockets has "1"
          /apps/app/instance | null | watchdog_ns is not a whole number
          /apps/app/instance | {} | watchdog_ns is not a whole number
          /apps/app/instance/number | -1 | number=-1
          /apps/app/instance/id | {} | id is not a text
          /apps/app/instance/status | "\\ud83e" | status is not Unicode
          /apps/app/instance/lease | "rented" | lease=rented
          /apps/app/instance/watchdog_ns | -2 | watchdog_ns=-2
          /apps/app/file | 5 | id is not a text
          /apps/app/file/named | 1 | named is not true or false
          /apps/app/file/stamp | "x" | stamp is not a whole number
          /apps/app/file/lines | [1] | line is not a text
          /apps/app/file/lines | ["STATUS=\\udd94"] | line is not Unicode
          /apps/app/drain | true | origin is not a text
          /apps/app/drain/origin | "MARS" | MARS
          /apps/app/drain/delay_ns | -5 | delay_ns=-5
          /apps/app/drain/age_ns | null | age_ns is not a whole number
          /apps/app/drain/left_ns | "x" | left_ns is not a whole number
          /apps/app/drain/was_ready | 0 | was_ready is not true or false
          /apps/app/drain/ready_said | null | ready_said is not true or false
          """)
  void aValueThatCannotBeIsRefusedAndWithItTheFile(String pointer, String json, String why)
      throws IOException {
    assertThatThrownBy(() -> read(with(pointer, json)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/version",
        "/boot",
        "/saved_mono_ns",
        "/apps",
        "/apps/app/said",
        "/apps/app/age_ns",
        "/apps/app/cause",
        "/apps/app/file_is_own",
        "/apps/app/file_beat_age_ns",
        "/apps/app/ready_beat_age_ns",
        "/apps/app/instance",
        "/apps/app/instance/number",
        "/apps/app/instance/id",
        "/apps/app/instance/predecessor",
        "/apps/app/instance/lease",
        "/apps/app/instance/status",
        "/apps/app/instance/failure",
        "/apps/app/instance/watchdog_ns",
        "/apps/app/instance/silent",
        "/apps/app/instance/sockets",
        "/apps/app/file/id",
        "/apps/app/file/named",
        "/apps/app/file/stamp",
        "/apps/app/drain/origin",
        "/apps/app/drain/left_ns",
      })
  void aValueThatIsMissingIsRefused(String pointer) throws IOException {
    ObjectNode root = full();
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) root.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));

    assertThatThrownBy(() -> read(bytes(root))).isInstanceOf(IOException.class);
  }

  @Test
  void aHugeNumberIsRefused() throws IOException {
    assertThatThrownBy(() -> read(with("/apps/app/age_ns", "9".repeat(5000))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aTextLongerThanAnyLineIsRefused() throws IOException {
    String text = '"' + "x".repeat(4097) + '"';

    assertThatThrownBy(() -> read(with("/apps/app/instance/status", text)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status is not a text");
  }

  @Test
  void anElapsedTimeThatCannotBeIsRefused() throws IOException {
    String longAgo = String.valueOf(NOW - Long.MAX_VALUE / 2);

    assertThatThrownBy(() -> read(with("/saved_mono_ns", longAgo)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("saved_mono_ns=" + longAgo);
  }

  @Test
  void whatIsNotKnownIsSkipped() throws IOException {
    ObjectNode root = full();
    root.put("new", 1);
    ((ObjectNode) root.at("/apps/app")).put("newer", "x");

    assertThat(read(bytes(root))).containsOnlyKeys("app");
  }

  private static Map<String, AppState> read(byte[] bytes) throws IOException {
    return StateReader.read(bytes, BOOT, NOW);
  }

  private static byte[] with(String pointer, String json) throws IOException {
    ObjectNode root = full();
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) root.at(pointer.substring(0, slash));
    parent.putRawValue(
        pointer.substring(slash + 1), new com.fasterxml.jackson.databind.util.RawValue(json));
    return bytes(root);
  }

  private static ObjectNode full() throws IOException {
    byte[] bytes = StateCodec.write(Map.of("app", FULL), BOOT, NOW);
    return (ObjectNode) new ObjectMapper().readTree(bytes);
  }

  private static byte[] bytes(ObjectNode root) throws IOException {
    return new ObjectMapper().writeValueAsBytes(root);
  }
}
