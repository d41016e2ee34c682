package org.asyncio4j.cli.look;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of an answer, which another version may leave out. */
final class Parts {
  private Parts() {}

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
