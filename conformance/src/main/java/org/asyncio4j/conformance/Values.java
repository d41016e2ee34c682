package org.asyncio4j.conformance;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Python's equality and truth of the values that programs have. */
final class Values {
  private Values() {}

  /**
   * Makes a value of a program from what the library returned: all integers are longs.
   *
   * @param value any result
   * @return the value
   */
  static @Nullable Object of(@Nullable Object value) {
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  /**
   * Tells whether a value counts as true.
   *
   * @param value a value
   * @return false for null, false, 0, "" and []
   */
  static boolean truth(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean bool -> bool;
      case Long number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      default -> true;
    };
  }

  /**
   * Compares two values.
   *
   * @param a a value
   * @param b another
   * @return Python's {@code a == b}, in which True is 1 and False is 0
   */
  static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a instanceof List<?> left && b instanceof List<?> right) {
      if (left.size() != right.size()) {
        return false;
      }
      for (int i = 0; i < left.size(); i++) {
        if (!equal(left.get(i), right.get(i))) {
          return false;
        }
      }
      return true;
    }
    return Objects.equals(number(a), number(b));
  }

  private static @Nullable Object number(@Nullable Object value) {
    return value instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : value;
  }
}
