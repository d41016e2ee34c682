package org.asyncio4j;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.AsCompleted;
import org.asyncio4j.task.Gather;
import org.asyncio4j.task.GatherTyped;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.ReturnWhen;
import org.asyncio4j.task.Shield;
import org.asyncio4j.task.Tuple2;
import org.asyncio4j.task.Tuple3;
import org.asyncio4j.task.Tuple4;
import org.asyncio4j.task.Tuple5;
import org.asyncio4j.task.Wait;
import org.asyncio4j.task.WaitResult;
import org.jspecify.annotations.Nullable;

/**
 * The verbs that take several awaitables; a part of {@link Asyncio}, whose users find them there.
 */
abstract class CombiningVerbs extends BlockVerbs {
  /** {@code wait} returns as soon as one is done. */
  public static final ReturnWhen FIRST_COMPLETED = ReturnWhen.FIRST_COMPLETED;

  /** {@code wait} returns as soon as one has thrown an exception. */
  public static final ReturnWhen FIRST_EXCEPTION = ReturnWhen.FIRST_EXCEPTION;

  /** {@code wait} returns when all are done. */
  public static final ReturnWhen ALL_COMPLETED = ReturnWhen.ALL_COMPLETED;

  CombiningVerbs() {}

  /**
   * Runs awaitables side by side. If one fails, awaiting the result throws its exception at once
   * while the others go on; cancelling the result cancels all.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks
   * @return a future of the results, in the order of the arguments
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> Future<List<T>> gather(
      Awaitable<? extends T>... awaitables) {
    return Gather.results(Arrays.asList(awaitables));
  }

  /**
   * Runs awaitables side by side.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks
   * @return a future of the results, in the order of the collection
   */
  public static <T extends @Nullable Object> Future<List<T>> gather(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Gather.results(awaitables);
  }

  /**
   * Runs awaitables side by side, whatever they end with: {@code return_exceptions=True}.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks
   * @return a future of how each has ended, in the order of the arguments
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> Future<List<Outcome<T>>> gatherOutcomes(
      Awaitable<? extends T>... awaitables) {
    return Gather.outcomes(Arrays.asList(awaitables));
  }

  /**
   * Runs awaitables side by side, whatever they end with.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks
   * @return a future of how each has ended, in the order of the collection
   */
  public static <T extends @Nullable Object> Future<List<Outcome<T>>> gatherOutcomes(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Gather.outcomes(awaitables);
  }

  /**
   * Runs two awaitables of different types side by side.
   *
   * @param <A> the type of the first result
   * @param <B> the type of the second result
   * @param a the first
   * @param b the second
   * @return a future of both results
   */
  public static <A extends @Nullable Object, B extends @Nullable Object>
      Future<Tuple2<A, B>> gather2(Awaitable<A> a, Awaitable<B> b) {
    return GatherTyped.of(a, b);
  }

  /**
   * Runs three awaitables of different types side by side.
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
      Future<Tuple3<A, B, C>> gather3(Awaitable<A> a, Awaitable<B> b, Awaitable<C> c) {
    return GatherTyped.of(a, b, c);
  }

  /**
   * Runs four awaitables of different types side by side.
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
      Future<Tuple4<A, B, C, D>> gather4(
          Awaitable<A> a, Awaitable<B> b, Awaitable<C> c, Awaitable<D> d) {
    return GatherTyped.of(a, b, c, d);
  }

  /**
   * Runs five awaitables of different types side by side.
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
      Future<Tuple5<A, B, C, D, E>> gather5(
          Awaitable<A> a, Awaitable<B> b, Awaitable<C> c, Awaitable<D> d, Awaitable<E> e) {
    return GatherTyped.of(a, b, c, d, e);
  }

  /**
   * Suspends the current task until all are done. Throws none of their exceptions, cancels nothing.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks; at least one
   * @return those that are done, and none pending
   * @throws IllegalArgumentException if there are none
   */
  public static <T extends @Nullable Object> WaitResult<T> wait(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Wait.of(awaitables, null, ALL_COMPLETED);
  }

  /**
   * Suspends the current task until some or all are done.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks; at least one
   * @param when when to return
   * @return those that are done, and the others, which go on
   * @throws IllegalArgumentException if there are none
   */
  public static <T extends @Nullable Object> WaitResult<T> wait(
      Collection<? extends Awaitable<? extends T>> awaitables, ReturnWhen when) {
    return Wait.of(awaitables, null, when);
  }

  /**
   * Suspends the current task until some or all are done, or time is up; no exception then.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks; at least one
   * @param timeout how long at most; null for as long as it takes
   * @param when when to return
   * @return those that are done, and the others, which go on
   * @throws IllegalArgumentException if there are none
   */
  public static <T extends @Nullable Object> WaitResult<T> wait(
      Collection<? extends Awaitable<? extends T>> awaitables,
      @Nullable Duration timeout,
      ReturnWhen when) {
    return Wait.of(awaitables, timeout, when);
  }

  /**
   * Protects an awaitable from the cancellation of those who wait for it.
   *
   * @param <T> the type of its result
   * @param awaitable a future, or code that becomes a task
   * @return a future that can be cancelled alone
   */
  public static <T extends @Nullable Object> Future<T> shield(Awaitable<T> awaitable) {
    return Shield.of(awaitable);
  }

  /**
   * Starts awaitables and goes through them in the order in which they end.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks; one given twice counts once
   * @return the futures, for a loop that suspends until the next is done
   */
  public static <T extends @Nullable Object> AsCompleted<T> asCompleted(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return AsCompleted.of(awaitables, null);
  }

  /**
   * Starts awaitables and goes through them in the order in which they end, until time is up; the
   * loop throws a {@link TimeoutException} then, and those that are left go on.
   *
   * @param <T> the type of their results
   * @param awaitables futures, or code that becomes tasks; one given twice counts once
   * @param timeout how long to wait for all of them at most; null for as long as it takes
   * @return the futures, for a loop that suspends until the next is done
   */
  public static <T extends @Nullable Object> AsCompleted<T> asCompleted(
      Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
    return AsCompleted.of(awaitables, timeout);
  }
}
