package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;
import java.util.Optional;

/**
 * A number of pods, or a percentage of them (IntOrString).
 *
 * @param amount pods, or percent
 */
public record Share(long amount, boolean isPercent) {
  /** What a field says; nothing if it is neither. */
  public static Optional<Share> of(Field field) {
    if (field.number().isPresent()) {
      return Optional.of(new Share(field.numberOr(0), false));
    }
    String text = field.textOr("");
    if (!text.endsWith("%")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Share(Long.parseLong(text.substring(0, text.length() - 1)), true));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  public static Share percent(long amount) {
    return new Share(amount, true);
  }

  /** Of so many pods, rounded down. */
  public long down(long pods) {
    return isPercent ? Math.floorDiv(amount * pods, 100L) : amount;
  }

  /** Of so many pods, rounded up. */
  public long up(long pods) {
    return isPercent ? -Math.floorDiv(-amount * pods, 100L) : amount;
  }

  @Override
  public String toString() {
    return isPercent ? amount + "%" : String.valueOf(amount);
  }
}
