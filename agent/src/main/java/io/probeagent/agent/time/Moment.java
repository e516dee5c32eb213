package io.probeagent.agent.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A moment of the wall clock as text. */
public final class Moment {
  private Moment() {}

  /**
   * What {@link Instant} says of itself, to the millisecond: {@code 2026-11-22T14:00:00.123Z}. That
   * one takes 60 classes to say it.
   */
  public static String text(Instant at) {
    Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
    String text =
        LocalDateTime.ofEpochSecond(millis.getEpochSecond(), millis.getNano(), ZoneOffset.UTC)
            .toString();
    boolean wholeMinute = millis.getEpochSecond() % 60 == 0 && millis.getNano() == 0;
    return text + (wholeMinute ? ":00Z" : "Z"); // the JDK leaves these seconds away
  }
}
