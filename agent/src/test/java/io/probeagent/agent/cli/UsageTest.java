package io.probeagent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Configs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong usage is told, with exit code 2, before anybody is asked. */
final class UsageTest {
  private final Terminal terminal = new Terminal(Configs.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chek live | unknown command 'chek' (see --help)
          check | check takes live, ready or startup, and an app if only one is meant
          check alive | check takes live, ready or startup, and an app if only one is meant
          check live app x | check takes live, ready or startup, and an app if only one is meant
          check url | check url takes one address, as in: check url http://web:8080/
          check url web:8080 | check url takes one address, as in: check url http://web:8080/
          check url https://web/ | check url takes one address, as in: check url http://web:8080/
          check url http: | check url takes one address, as in: check url http://web:8080/
          check url http://a/ http://b/ | check url takes one address, as in: check url http://web:8080/
          status a b | status takes one app at most
          drain a b | drain takes one app at most
          undrain a b | undrain takes one app at most
          notify | notify takes KEY=VALUE…, as in: notify READY=1 'STATUS=warm'
          notify app | notify takes KEY=VALUE…, as in: notify READY=1 'STATUS=warm'
          notify READY=1 DRAIN | notify takes KEY=VALUE…, as in: notify READY=1 'STATUS=warm'
          notify READY=1%nDRAIN | notify takes KEY=VALUE…, as in: notify READY=1 'STATUS=warm'
          notify INSTANCE=x | notify cannot hold a lease: INSTANCE= is for connections that stay open
          notify READY=1 INSTANCE=x | notify cannot hold a lease: INSTANCE= is for connections that stay open
          """)
  void isTold(String words, String message) {
    String[] split = words.split(" ");
    for (int i = 0; i < split.length; i++) {
      split[i] = split[i].replace("%n", "\n");
    }

    assertThat(terminal.run(split)).isEqualTo("2||probe-agent: " + message);
  }
}
