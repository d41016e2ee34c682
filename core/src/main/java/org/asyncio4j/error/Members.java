package org.asyncio4j.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The members of a group: how many for its text, and which go into which part of it. */
final class Members {
  private Members() {}

  /** Python's {@code str(group)}. */
  static String text(String message, Collection<? extends Throwable> members) {
    Objects.requireNonNull(message, "message");
    for (Throwable each : Objects.requireNonNull(members, "exceptions")) {
      Objects.requireNonNull(each, "exception");
    }
    int count = members.size();
    if (count == 0) {
      throw new IllegalArgumentException(
          "second argument (exceptions) must be a non-empty sequence; the group '"
              + message
              + "' needs at least one exception");
    }
    return message + " (" + count + (count == 1 ? " sub-exception)" : " sub-exceptions)");
  }

  static ThrowableGroup.Split<ThrowableGroup> split(
      ThrowableGroup group, Predicate<? super Throwable> condition) {
    Objects.requireNonNull(condition, "condition");
    if (condition.test(group.asThrowable())) {
      return new ThrowableGroup.Split<>(group, null);
    }
    List<Throwable> matching = new ArrayList<>();
    List<Throwable> rest = new ArrayList<>();
    for (Throwable each : group.exceptions()) {
      if (each instanceof ThrowableGroup inner) {
        ThrowableGroup.Split<ThrowableGroup> parts = split(inner, condition);
        add(parts.matching(), matching);
        add(parts.rest(), rest);
      } else {
        (condition.test(each) ? matching : rest).add(each);
      }
    }
    return new ThrowableGroup.Split<>(part(group, matching), part(group, rest));
  }

  private static void add(@Nullable ThrowableGroup part, List<Throwable> to) {
    if (part != null) {
      to.add(part.asThrowable());
    }
  }

  /** The same group if it is whole, else a smaller one that looks as if it came from there. */
  private static @Nullable ThrowableGroup part(ThrowableGroup group, List<Throwable> members) {
    if (members.isEmpty()) {
      return null;
    }
    if (group.exceptions().equals(members)) {
      return group;
    }
    ThrowableGroup part = ThrowableGroup.of(group.message(), members);
    Throwable from = group.asThrowable();
    Throwable to = part.asThrowable();
    to.setStackTrace(from.getStackTrace());
    if (from.getCause() != null) {
      to.initCause(from.getCause());
    }
    for (Throwable each : from.getSuppressed()) {
      if (!group.exceptions().contains(each)) {
        to.addSuppressed(each);
      }
    }
    return part;
  }
}
