package org.asyncio4j.cli.look;

import java.util.Locale;

/** Times for people. */
final class Ages {
  private Ages() {}

  /** Returns such as {@code 12.3 s}, {@code 3m 20s}, {@code 2h 05m}, {@code 3d 4h}. */
  static String text(double seconds) {
    if (seconds < 0) {
      return "-" + text(-seconds);
    }
    if (seconds < 0.9995) {
      return String.format(Locale.ROOT, "%.0f ms", seconds * 1000);
    }
    if (seconds < 99.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    long minutes = whole / 60;
    long hours = minutes / 60;
    if (hours == 0) {
      return String.format(Locale.ROOT, "%dm %02ds", minutes, whole % 60);
    }
    return hours < 24
        ? String.format(Locale.ROOT, "%dh %02dm", hours, minutes % 60)
        : String.format(Locale.ROOT, "%dd %dh", hours / 24, hours % 24);
  }
}
