package org.asyncio4j.io.stream;

import java.util.Arrays;
import java.util.Comparator;

/** What a program reads up to. */
final class Separators {
  private Separators() {}

  static byte[][] shortestFirst(byte[][] separators) {
    if (separators.length == 1 && separators[0].length > 0) {
      return separators;
    }
    byte[][] sorted = separators.clone();
    Arrays.sort(sorted, Comparator.comparingInt(each -> each.length));
    if (sorted.length == 0) {
      throw new IllegalArgumentException("Separator should contain at least one element; got none");
    }
    if (sorted[0].length == 0) {
      throw new IllegalArgumentException(
          "Separator should be at least one-byte string; got an empty one");
    }
    return sorted;
  }
}
