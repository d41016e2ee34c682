package org.asyncio4j.task;

import java.util.Arrays;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.jspecify.annotations.Nullable;

/** {@code gather} for results of different types. */
@SuppressWarnings({"unchecked", "NullAway"}) // each result comes from the awaitable at its place
public final class GatherTyped {
  private GatherTyped() {}

  /**
   * Runs two awaitables side by side.
   *
   * @param <A> the type of the first result
   * @param <B> the type of the second result
   * @param a the first
   * @param b the second
   * @return a future of all results
   */
  public static <A extends @Nullable Object, B extends @Nullable Object> Future<Tuple2<A, B>> of(
      Awaitable<A> a, Awaitable<B> b) {
    return Gather.typed(Arrays.asList(a, b), r -> new Tuple2<>((A) r.get(0), (B) r.get(1)));
  }

  /**
   * Runs three awaitables side by side.
   *
   * @param <A> the type of the first result
   * @param <B> the type of the second result
   * @param <C> the type of the third result
   * @param a the first
   * @param b the second
   * @param c the third
   * @return a future of all results
   */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Future<Tuple3<A, B, C>> of(Awaitable<A> a, Awaitable<B> b, Awaitable<C> c) {
    return Gather.typed(
        Arrays.asList(a, b, c), r -> new Tuple3<>((A) r.get(0), (B) r.get(1), (C) r.get(2)));
  }

  /**
   * Runs four awaitables side by side.
   *
   * @param <A> the type of the first result
   * @param <B> the type of the second result
   * @param <C> the type of the third result
   * @param <D> the type of the fourth result
   * @param a the first
   * @param b the second
   * @param c the third
   * @param d the fourth
   * @return a future of all results
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Future<Tuple4<A, B, C, D>> of(
          Awaitable<A> a, Awaitable<B> b, Awaitable<C> c, Awaitable<D> d) {
    return Gather.typed(
        Arrays.asList(a, b, c, d),
        r -> new Tuple4<>((A) r.get(0), (B) r.get(1), (C) r.get(2), (D) r.get(3)));
  }

  /**
   * Runs five awaitables side by side.
   *
   * @param <A> the type of the first result
   * @param <B> the type of the second result
   * @param <C> the type of the third result
   * @param <D> the type of the fourth result
   * @param <E> the type of the fifth result
   * @param a the first
   * @param b the second
   * @param c the third
   * @param d the fourth
   * @param e the fifth
   * @return a future of all results
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Future<Tuple5<A, B, C, D, E>> of(
          Awaitable<A> a, Awaitable<B> b, Awaitable<C> c, Awaitable<D> d, Awaitable<E> e) {
    return Gather.typed(
        Arrays.asList(a, b, c, d, e),
        r -> new Tuple5<>((A) r.get(0), (B) r.get(1), (C) r.get(2), (D) r.get(3), (E) r.get(4)));
  }
}
