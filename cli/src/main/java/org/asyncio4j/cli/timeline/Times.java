package org.asyncio4j.cli.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times as people read them, and the marks of an axis. */
final class Times {
  private static final String[] UNITS = {"ns", "µs", "ms", "s"};

  private Times() {}

  /** Such as {@code 1.5 s}, {@code 20 ms}, {@code 0}: three digits. */
  static String text(long nanos) {
    if (nanos == 0) {
      return "0";
    }
    double value = nanos;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int digits = Math.abs(value) >= 99.95 || unit == 0 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
    String number = String.format(Locale.ROOT, "%." + digits + "f", value);
    if (number.indexOf('.') >= 0) {
      number = number.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
    return number + " " + UNITS[unit];
  }

  /** The marks of an axis from zero: multiples of 1, 2 or 5 times a power of ten. */
  static List<Long> ticks(long spanNanos, int most) {
    long step = 1;
    for (int i = 0; spanNanos / step > most; i++) {
      step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    List<Long> ticks = new ArrayList<>();
    for (long at = 0; at <= spanNanos; at += step) {
      ticks.add(at);
    }
    return ticks;
  }
}
