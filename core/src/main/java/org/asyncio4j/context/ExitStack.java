package org.asyncio4j.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.BodyOf;
import org.jspecify.annotations.Nullable;

/**
 * Enters any number of context managers and leaves them in the reverse order.
 *
 * <p>Use the block form, {@code exitStack(stack -> ...)}: there what is left sees the block's
 * exception and may settle it. With try-with-resources, {@link #close()} leaves all as if there
 * were none.
 *
 * <p><b>Threads.</b> That of its maker; inside a loop, that of its task.
 *
 * <p>{@code contextlib.ExitStack} and {@code AsyncExitStack}, 3.14, in one.
 */
public final class ExitStack implements AutoCloseable {
  /** What is done on the way out. */
  @FunctionalInterface
  public interface Exit {
    /**
     * Leaves.
     *
     * @param exception what is under way, or null
     * @return true if the exception is settled and those further out see none
     * @throws Throwable replaces what is under way
     */
    boolean exit(@Nullable Throwable exception) throws Throwable;
  }

  private Deque<Exit> exits = new ArrayDeque<>();

  /** Makes an empty stack. */
  public ExitStack() {}

  /**
   * Runs a block with a new stack and unwinds it afterwards.
   *
   * @param <T> the type of its result
   * @param <X> what the block may throw
   * @param block the block
   * @return its result, or null if it has thrown and the exception was settled
   * @throws X what the block throws
   */
  public static <T extends @Nullable Object, X extends Exception> @Nullable T around(
      BodyOf<ExitStack, T, X> block) throws X {
    Objects.requireNonNull(block, "block");
    ExitStack stack = new ExitStack();
    T result;
    try {
      result = block.run(stack);
    } catch (Throwable e) {
      stack.unwind(e);
      return null;
    }
    stack.close();
    return result;
  }

  /**
   * Enters a context manager, which is left when the stack unwinds.
   *
   * @param <V> the type of its value
   * @param manager the context manager
   * @return its value
   */
  public <V extends @Nullable Object> V enter(ContextManager<V> manager) {
    ContextManager.Held<V> held = Objects.requireNonNull(manager, "manager").open();
    exits.push(held::exit);
    return held.value();
  }

  /**
   * Puts something on the stack that sees the exception under way and may settle it.
   *
   * @param exit called when the stack unwinds
   */
  public void push(Exit exit) {
    exits.push(Objects.requireNonNull(exit, "exit"));
  }

  /**
   * Puts something on the stack that is done in any case.
   *
   * @param callback called when the stack unwinds
   */
  public void callback(Action callback) {
    Objects.requireNonNull(callback, "callback");
    exits.push(_ -> {
      callback.run();
      return false;
    });
  }

  /**
   * Moves all that is on the stack to a new one; this one is empty then.
   *
   * @return the new stack
   */
  public ExitStack popAll() {
    ExitStack taken = new ExitStack();
    taken.exits = exits;
    exits = new ArrayDeque<>();
    return taken;
  }

  /** Leaves all that was entered, the last first. What one throws, those further out see. */
  @Override
  public void close() {
    unwind(null);
  }

  private void unwind(@Nullable Throwable exception) {
    Throwable underWay = exception;
    while (!exits.isEmpty()) {
      try {
        if (exits.pop().exit(underWay)) {
          underWay = null;
        }
      } catch (Throwable e) {
        if (underWay != null) {
          Chained.under(e, underWay);
        }
        underWay = e;
      }
    }
    if (underWay != null) {
      throw Rethrow.undeclared(underWay);
    }
  }
}
