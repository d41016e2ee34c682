package org.asyncio4j.context;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/**
 * A context manager's code as a generator, which stands at its yield while the block runs on the
 * caller's stack.
 *
 * <pre>
 *   open --yields--> held --exit--> left
 *      \--ends without a yield: IllegalStateException
 * </pre>
 */
final class HeldGenerator<V extends @Nullable Object> implements ContextManager.Held<V> {
  private final AsyncGenerator<V> generator;
  private final V value;

  /** Whether its own exit has ended it. */
  private boolean left;

  HeldGenerator(ContextManager.Code<V> code) {
    generator = AsyncGenerator.of(Engine.describe(code), y -> code.run(y::yield));
    if (!generator.advance()) {
      throw new IllegalStateException(GeneratorManager.NO_YIELD);
    }
    value = generator.taken();
  }

  @Override
  public V value() {
    return value;
  }

  @Override
  public boolean exit(@Nullable Throwable exception) {
    if (generator.hasEnded()) {
      boolean closedByOthers = !left;
      left = true;
      return closedByOthers && leaveClosed(exception);
    }
    try {
      return leave(exception);
    } finally {
      left = generator.hasEnded();
    }
  }

  private boolean leave(@Nullable Throwable exception) {
    if (exception == null) {
      if (generator.advance()) {
        throw doesNotStop(GeneratorManager.TWO_YIELDS);
      }
      return false;
    }
    boolean yields;
    try {
      yields = generator.throwIn(exception, "athrow");
    } catch (Throwable e) {
      if (e == exception || isWrapped(exception, e)) {
        return false;
      }
      throw e;
    }
    if (yields) {
      throw doesNotStop(GeneratorManager.TWO_YIELDS_THROWN);
    }
    return true;
  }

  /**
   * The end of the run has closed it while the block stood still, and the block has gone on. Like
   * CPython's, it cannot take an exception any more, except that by which the loop's end leaves the
   * block.
   */
  private static boolean leaveClosed(@Nullable Throwable exception) {
    if (exception == null || (exception instanceof GeneratorExit && TaskLoop.unwindsTask())) {
      return false;
    }
    IllegalStateException error = new IllegalStateException(GeneratorManager.TWO_YIELDS_THROWN);
    Chained.under(error, exception);
    throw error;
  }

  /** A generator may not let this one escape; a block may. */
  private static boolean isWrapped(Throwable exception, Throwable by) {
    return exception instanceof StopAsyncIterationException && by.getCause() == exception;
  }

  private IllegalStateException doesNotStop(String text) {
    generator.aclose();
    return new IllegalStateException(text);
  }
}
