package org.asyncio4j.context;

import java.util.Objects;
import org.asyncio4j.error.ThrowableGroup;
import org.asyncio4j.fiber.Rethrow;
import org.jspecify.annotations.Nullable;

/** The ready-made context managers of {@code contextlib}, 3.14, without code of a user. */
final class Managers {
  private Managers() {}

  /**
   * Something whose way out does not depend on what happened on the way in; entered, it is itself.
   *
   * @param value what is held
   * @param way the way out
   */
  private record Fixed<V extends @Nullable Object>(V value, ExitStack.Exit way)
      implements ContextManager<V>, ContextManager.Held<V> {
    @Override
    public ContextManager.Held<V> open() {
      return this;
    }

    @Override
    public boolean exit(@Nullable Throwable exception) {
      try {
        return way.exit(exception);
      } catch (Throwable e) {
        throw Rethrow.undeclared(e);
      }
    }
  }

  static <R extends AutoCloseable> ContextManager<R> closing(R thing) {
    Objects.requireNonNull(thing, "thing");
    return new Fixed<>(
        thing,
        _ -> {
          thing.close();
          return false;
        });
  }

  static <V extends @Nullable Object> ContextManager<V> nothing(V value) {
    return new Fixed<>(value, _ -> false);
  }

  static ContextManager<@Nullable Void> suppress(Class<?>... types) {
    Class<?>[] own = types.clone();
    for (Class<?> type : own) {
      Objects.requireNonNull(type, "type");
    }
    return new Fixed<@Nullable Void>(null, exception -> settles(own, exception));
  }

  private static boolean settles(Class<?>[] types, @Nullable Throwable exception) {
    if (isOf(types, exception)) {
      return true;
    }
    if (exception instanceof ThrowableGroup group) {
      ThrowableGroup rest = group.split(each -> isOf(types, each)).rest();
      if (rest != null && rest != group) {
        throw Rethrow.undeclared(rest.asThrowable());
      }
      return rest == null;
    }
    return false;
  }

  private static boolean isOf(Class<?>[] types, @Nullable Throwable exception) {
    for (Class<?> type : types) {
      if (type.isInstance(exception)) {
        return true;
      }
    }
    return false;
  }
}
