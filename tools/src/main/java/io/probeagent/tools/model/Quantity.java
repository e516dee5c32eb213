package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as Kubernetes writes them: {@code 64Mi}, {@code 0.5G}, {@code 1e6}. */
public final class Quantity {
  private static final Pattern FORM =
      Pattern.compile("\\+?(\\d{1,18}(?:\\.\\d{0,18})?(?:[eE]\\d{1,2})?)(m|k|Ki|[MGTPE]i?)?");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", power(10, 3)),
          Map.entry("M", power(10, 6)),
          Map.entry("G", power(10, 9)),
          Map.entry("T", power(10, 12)),
          Map.entry("P", power(10, 15)),
          Map.entry("E", power(10, 18)),
          Map.entry("Ki", power(2, 10)),
          Map.entry("Mi", power(2, 20)),
          Map.entry("Gi", power(2, 30)),
          Map.entry("Ti", power(2, 40)),
          Map.entry("Pi", power(2, 50)),
          Map.entry("Ei", power(2, 60)));

  private Quantity() {}

  /** What a field says, in whole units; nothing if it is no quantity. */
  public static Optional<Long> of(Field field) {
    Matcher matcher = FORM.matcher(field.textOr(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal factor =
        matcher.group(2) == null
            ? BigDecimal.ONE
            : UNITS.getOrDefault(matcher.group(2), BigDecimal.ONE);
    return Optional.of(new BigDecimal(matcher.group(1)).multiply(factor).longValue());
  }

  private static BigDecimal power(int base, int exponent) {
    return BigDecimal.valueOf(base).pow(exponent);
  }
}
