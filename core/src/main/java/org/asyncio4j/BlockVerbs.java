package org.asyncio4j;

import java.time.Duration;
import java.util.Objects;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.context.ExitStack;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.error.BaseExceptionGroup;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.function.Body;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.function.VoidBody;
import org.asyncio4j.function.VoidBodyOf;
import org.asyncio4j.task.TaskGroup;
import org.asyncio4j.task.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The verbs that run a block of code: under a deadline, with tasks, inside a context manager; a
 * part of {@link Asyncio}, whose users find them there.
 */
abstract class BlockVerbs extends GraphVerbs {
  BlockVerbs() {}

  // ---------------------------------------------------------------- time

  /**
   * Waits for an awaitable under a deadline and cancels it then.
   *
   * @param <T> the type of its result
   * @param awaitable a future, or code, which runs in place
   * @param timeout how long at most; null for as long as it takes; zero or less takes only what is
   *     done
   * @return its result
   * @throws TimeoutException if time was up
   */
  public static <T extends @Nullable Object> T waitFor(
      Awaitable<T> awaitable, @Nullable Duration timeout) {
    return Timeout.waitFor(awaitable, timeout);
  }

  /**
   * Runs a block under a deadline.
   *
   * @param <T> the type of its result
   * @param <X> what the block may throw
   * @param delay time until the deadline; null for none
   * @param block the block
   * @return its result
   * @throws X what the block throws
   * @throws TimeoutException if the deadline has ended it
   */
  public static <T extends @Nullable Object, X extends Exception> T timeout(
      @Nullable Duration delay, Body<T, X> block) throws X {
    Objects.requireNonNull(block, "block");
    return Timeout.run(delay, _ -> block.run());
  }

  /**
   * Runs a block without a result under a deadline.
   *
   * @param <X> what the block may throw
   * @param delay time until the deadline; null for none
   * @param block the block
   * @throws X what the block throws
   * @throws TimeoutException if the deadline has ended it
   */
  public static <X extends Exception> void timeout(@Nullable Duration delay, VoidBody<X> block)
      throws X {
    Objects.requireNonNull(block, "block");
    Timeout.run(delay, asBody(block));
  }

  /**
   * Runs a block under a deadline that the block can move.
   *
   * @param <T> the type of its result
   * @param <X> what the block may throw
   * @param delay time until the deadline; null for none
   * @param block the block, given the timeout
   * @return its result
   * @throws X what the block throws
   * @throws TimeoutException if the deadline has ended it
   */
  public static <T extends @Nullable Object, X extends Exception> T timeout(
      @Nullable Duration delay, BodyOf<Timeout, T, X> block) throws X {
    return Timeout.run(delay, block);
  }

  /**
   * Runs a block under a deadline given as a time.
   *
   * @param <T> the type of its result
   * @param <X> what the block may throw
   * @param when the deadline on the loop's clock; null for none
   * @param block the block
   * @return its result
   * @throws X what the block throws
   * @throws TimeoutException if the deadline has ended it
   */
  public static <T extends @Nullable Object, X extends Exception> T timeoutAt(
      @Nullable Duration when, Body<T, X> block) throws X {
    Objects.requireNonNull(block, "block");
    return Timeout.runAt(when, _ -> block.run());
  }

  /**
   * Runs a block without a result under a deadline given as a time.
   *
   * @param <X> what the block may throw
   * @param when the deadline on the loop's clock; null for none
   * @param block the block
   * @throws X what the block throws
   * @throws TimeoutException if the deadline has ended it
   */
  public static <X extends Exception> void timeoutAt(@Nullable Duration when, VoidBody<X> block)
      throws X {
    Objects.requireNonNull(block, "block");
    Timeout.runAt(when, asBody(block));
  }

  /**
   * Runs a block under a deadline given as a time, which the block can move.
   *
   * @param <T> the type of its result
   * @param <X> what the block may throw
   * @param when the deadline on the loop's clock; null for none
   * @param block the block, given the timeout
   * @return its result
   * @throws X what the block throws
   * @throws TimeoutException if the deadline has ended it
   */
  public static <T extends @Nullable Object, X extends Exception> T timeoutAt(
      @Nullable Duration when, BodyOf<Timeout, T, X> block) throws X {
    return Timeout.runAt(when, block);
  }

  // ---------------------------------------------------------------- tasks that end together

  /**
   * Runs a block in which tasks are created, and waits for them: the block ends when all have; if
   * one fails, the others are cancelled.
   *
   * @param block the block, given the group; may throw anything
   * @throws ExceptionGroup what tasks and block have thrown, also if it is one exception
   * @throws BaseExceptionGroup what they have thrown, if an {@link Error} is among it
   */
  public static void taskGroup(VoidBodyOf<? super TaskGroup, ? extends Exception> block) {
    TaskGroup.create().run(block);
  }

  /**
   * Runs a block with a result in which tasks are created, and waits for them. Another name than
   * {@link #taskGroup}, since javac cannot tell the two by a lambda {@code g -> a(g)}.
   *
   * @param <T> the type of its result
   * @param block the block, given the group; may throw anything
   * @return its result, or null if {@code cancel()} of the group has ended it before
   * @throws ExceptionGroup what tasks and block have thrown, also if it is one exception
   * @throws BaseExceptionGroup what they have thrown, if an {@link Error} is among it
   */
  public static <T extends @Nullable Object> @Nullable T taskGroupResult(
      BodyOf<? super TaskGroup, T, ? extends Exception> block) {
    return TaskGroup.create().call(block);
  }

  private static <V extends @Nullable Object, X extends Exception>
      BodyOf<V, @Nullable Void, X> asBody(VoidBody<X> block) {
    return _ -> {
      block.run();
      return null;
    };
  }

  // ---------------------------------------------------------------- context managers

  /**
   * Runs a block inside a context manager. No loop needed.
   *
   * @param <V> the type of the manager's value
   * @param <T> the type of the block's result
   * @param <X> what the block may throw
   * @param manager the context manager
   * @param block the block, given the value
   * @return its result, or null if it has thrown and the manager settled that
   * @throws X what the block throws
   */
  public static <V extends @Nullable Object, T extends @Nullable Object, X extends Exception>
      @Nullable T with(ContextManager<V> manager, BodyOf<? super V, T, X> block) throws X {
    return Objects.requireNonNull(manager, "manager").around(block);
  }

  /**
   * Runs a block that does not need the value inside a context manager. No loop needed.
   *
   * @param <T> the type of the block's result
   * @param <X> what the block may throw
   * @param manager the context manager
   * @param block the block
   * @return its result, or null if it has thrown and the manager settled that
   * @throws X what the block throws
   */
  public static <T extends @Nullable Object, X extends Exception> @Nullable T with(
      ContextManager<?> manager, Body<T, X> block) throws X {
    Objects.requireNonNull(block, "block");
    return Objects.requireNonNull(manager, "manager").around(_ -> block.run());
  }

  /**
   * Runs a block without a result inside a context manager. No loop needed.
   *
   * @param <X> what the block may throw
   * @param manager the context manager
   * @param block the block
   * @throws X what the block throws
   */
  public static <X extends Exception> void with(ContextManager<?> manager, VoidBody<X> block)
      throws X {
    Objects.requireNonNull(block, "block");
    Objects.requireNonNull(manager, "manager").around(asBody(block));
  }

  /**
   * Runs a block with a stack of context managers. No loop needed.
   *
   * @param <T> the type of the block's result
   * @param <X> what the block may throw
   * @param block the block, given the stack
   * @return its result, or null if it has thrown and that was settled
   * @throws X what the block throws
   */
  public static <T extends @Nullable Object, X extends Exception> @Nullable T exitStack(
      BodyOf<ExitStack, T, X> block) throws X {
    return ExitStack.around(block);
  }

  /**
   * Closes something at the end of a block, {@code with(closing(thing), t -> ...)}. No loop needed.
   *
   * @param <R> the type of what is closed
   * @param thing what is closed; the block's value
   * @return the context manager
   */
  public static <R extends AutoCloseable> ContextManager<R> closing(R thing) {
    return ContextManager.closing(thing);
  }

  /**
   * Closes a generator at the end of a block, {@code with(aclosing(generator), g -> ...)}; the same
   * as {@link #closing}, since methods have no colour. No loop needed.
   *
   * @param <R> the type of what is closed
   * @param thing what is closed; the block's value
   * @return the context manager
   */
  public static <R extends AutoCloseable> ContextManager<R> aclosing(R thing) {
    return ContextManager.closing(thing);
  }

  /**
   * Does nothing, where a context manager is expected. No loop needed.
   *
   * @return the context manager, whose value is null
   */
  public static ContextManager<@Nullable Void> nullcontext() {
    return ContextManager.<@Nullable Void>nullcontext(null);
  }

  /**
   * Does nothing, where a context manager is expected. No loop needed.
   *
   * @param <V> the type of the value
   * @param value the block's value
   * @return the context manager
   */
  public static <V extends @Nullable Object> ContextManager<V> nullcontext(V value) {
    return ContextManager.nullcontext(value);
  }

  /**
   * Settles exceptions of some types, {@code with(suppress(IOException.class), () -> ...)}; of a
   * group, those inside it. No loop needed.
   *
   * @param types the types; their subclasses count
   * @return the context manager
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only handed on
  public static ContextManager<@Nullable Void> suppress(Class<? extends Throwable>... types) {
    return ContextManager.suppress(types);
  }

  /**
   * Returns a copy of the current context. No loop needed.
   *
   * @return the copy
   */
  public static Context copyContext() {
    return Context.current().copy();
  }
}
