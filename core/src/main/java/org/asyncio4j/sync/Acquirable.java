package org.asyncio4j.sync;

import java.util.Objects;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Body;
import org.asyncio4j.function.VoidBody;
import org.jspecify.annotations.Nullable;

/** The block forms of what is acquired and released. */
abstract class Acquirable implements ContextManager<@Nullable Void> {
  Acquirable() {}

  /** Acquires it, suspending the current task while it is not to be had. */
  abstract void acquire();

  /** Gives it back. */
  abstract void release();

  /**
   * Acquires it, runs a block, and releases it however the block ends.
   *
   * @param <T> the type of the block's result
   * @param <X> what the block may throw
   * @param block the block
   * @return its result
   * @throws X what the block throws
   * @throws CancelledError if the current task is cancelled while it waits; the block does not run
   */
  public <T extends @Nullable Object, X extends Exception> T with(Body<T, X> block) throws X {
    Objects.requireNonNull(block, "block");
    acquire();
    T result;
    try {
      result = block.run();
    } catch (Throwable e) {
      releaseAfter(e);
      throw e;
    }
    release();
    return result;
  }

  /**
   * Acquires it, runs a block without a result, and releases it however the block ends.
   *
   * @param <X> what the block may throw
   * @param block the block
   * @throws X what the block throws
   * @throws CancelledError if the current task is cancelled while it waits; the block does not run
   */
  public <X extends Exception> void with(VoidBody<X> block) throws X {
    Objects.requireNonNull(block, "block");
    with(() -> {
      block.run();
      return null;
    });
  }

  /**
   * Acquires it for a block of try-with-resources.
   *
   * {@snippet :
   * try (var held = lock.hold()) {
   *   ...
   * }
   * }
   *
   * @return releases it when closed, once
   * @throws CancelledError if the current task is cancelled while it waits
   */
  public Held<@Nullable Void> hold() {
    acquire();
    return new Hold(this);
  }

  /**
   * Acquires it; what {@code with(manager, block)} and exit stacks call.
   *
   * @return releases it when left, once
   * @throws CancelledError if the current task is cancelled while it waits
   */
  @Override
  public Held<@Nullable Void> open() {
    return hold();
  }

  /** Releases; if that fails, the exception under way is not lost. */
  void releaseAfter(Throwable underWay) {
    try {
      release();
    } catch (RuntimeException e) {
      e.addSuppressed(underWay);
      throw e;
    }
  }
}
