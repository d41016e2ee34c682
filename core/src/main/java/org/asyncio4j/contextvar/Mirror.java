package org.asyncio4j.contextvar;

import org.asyncio4j.function.Awaitable;
import org.jspecify.annotations.Nullable;

/*
 * A task's own thread could show a variable's value too, but only if each change of task, or each set,
 * wrote it there, and a ScopedValue cannot be changed at all. So a mirror shows the value for the length
 * of one call on another thread, where nothing changes it.
 */
/**
 * Shows a variable's value, for the length of a call, to code that does not know context variables.
 */
@FunctionalInterface
interface Mirror<T> {
  /** Runs code while the value is shown. */
  <R extends @Nullable Object> R around(T value, Awaitable<R> code) throws Throwable;

  /** In a thread-local of the thread that runs the code. */
  record OfThreadLocal<T>(ThreadLocal<? super T> local) implements Mirror<T> {
    @Override
    public <R extends @Nullable Object> R around(T value, Awaitable<R> code) throws Throwable {
      return during(local, value, code);
    }

    private static <S, R extends @Nullable Object> R during(
        ThreadLocal<S> local, S value, Awaitable<R> code) throws Throwable {
      @Nullable S before = local.get();
      local.set(value);
      try {
        return code.await();
      } finally {
        if (before == null) {
          local.remove();
        } else {
          local.set(before);
        }
      }
    }
  }

  /** In a scoped value. */
  record OfScopedValue<T>(ScopedValue<? super T> scoped) implements Mirror<T> {
    @Override
    public <R extends @Nullable Object> R around(T value, Awaitable<R> code) throws Throwable {
      return ScopedValue.where(scoped, value).call(code::await);
    }
  }
}
