package io.probeagent.tools.inject;

import io.probeagent.tools.model.Times;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What may be wished of inject: a flag for all pods, and an annotation of the same name for one.
 */
enum Wish {
  INJECT("true|false|enabled|disabled", "true or false"),
  IMAGE("[!-~]{1,512}", "the name of an image"),
  SIDECAR("native|regular", "native or regular"),
  CONTAINER(Wish.NAMES, "names of containers with commas, at most 16"),
  PORT("[1-9]\\d{3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]", "1000 to 65535"),
  APP_PORTS(
      "|[1-9]\\d{0,4}\\??(,[1-9]\\d{0,4}\\??){0,15}",
      "ports with commas, at most 16; one with a ? need not be open"),
  APP_SIGNALS(Wish.TRUTH + "|" + Wish.NAMES, "true, false, or names of containers with commas"),
  SD_NOTIFY(Wish.TRUTH + "|" + Wish.NAMES, "true, false, or names of containers with commas"),
  DRAIN_DELAY(Times.FORM, "a number with its unit, such as 5s"),
  TOKEN("[!-~&&[^$]]{16,256}", "16 to 256 visible characters without $"),
  KEEP_PROBES(Wish.TRUTH, "true or false"),
  REPLACE_PRE_STOP(Wish.TRUTH, "true or false");

  private static final String TRUTH = "true|false";
  private static final String NAMES = "[a-z0-9-]{1,63}(,[a-z0-9-]{1,63}){0,15}";

  private final Pattern form;
  private final String expects;

  Wish(String form, String expects) {
    this.form = Pattern.compile(form);
    this.expects = expects;
  }

  /** As it is called in a flag and an annotation. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Wish> of(String label) {
    return Arrays.stream(values()).filter(wish -> wish.label().equals(label)).findFirst();
  }

  static String labels() {
    return Arrays.stream(values()).map(Wish::label).sorted().collect(Collectors.joining(", "));
  }

  /**
   * Checks a text.
   *
   * @param from what comes before the label where the text was given, for the message
   */
  void check(String text, String from) {
    if (!form.matcher(text).matches()) {
      throw new Unfit(
          Reason.BAD_SETTING,
          "%s%s is \"%s\" (expected: %s)".formatted(from, label(), text, expects));
    }
  }
}
