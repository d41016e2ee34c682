package org.asyncio4j.context;

import java.util.Objects;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.OpenGenerators;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/*
 * The block form runs the block on the generator's own stack, inside yield(): no second stack, no switch,
 * and the block's exception comes out of yield() by itself. Only open() has to leave the generator in its
 * middle and needs a stack for it, see SideStack.
 */
/** A context manager made of code that yields once. */
final class GeneratorManager<V extends @Nullable Object> implements ContextManager<V> {
  static final String NO_YIELD =
      "generator didn't yield; a context manager's code has to call yield once";
  static final String TWO_YIELDS =
      "generator didn't stop; a context manager's code has to end after its one yield";
  static final String TWO_YIELDS_THROWN =
      "generator didn't stop after athrow(); a context manager's code has to end after its one"
          + " yield";

  private final Code<V> code;

  GeneratorManager(Code<V> code) {
    this.code = code;
  }

  @Override
  public Held<V> open() {
    return new HeldGenerator<>(code);
  }

  /** The block on its way through the generator. */
  private static final class Block<
          V extends @Nullable Object, T extends @Nullable Object, X extends Exception>
      extends OpenGenerators.Entry implements Yield<V> {
    private final Code<V> code;
    private final BodyOf<? super V, T, X> body;
    private boolean inBody;
    private boolean yielded;
    private boolean twice;
    private boolean ignoredExit;
    private @Nullable Throwable thrown;
    private @Nullable T result;

    Block(Code<V> code, BodyOf<? super V, T, X> body) {
      this.code = code;
      this.body = body;
    }

    void run() throws Throwable {
      Engine engine = Engine.running();
      if (engine == null) {
        code.run(this);
        return;
      }
      OpenGenerators open = ((TaskLoop) engine.loop()).openGenerators();
      open.add(this);
      try {
        code.run(this);
      } finally {
        if (!ignoredExit) {
          open.remove(this);
        }
      }
    }

    /**
     * A block belongs to a task, whose own end it has to wait for. Code that has ignored its exit
     * is tried again at the end in CPython, in vain, and that is reported.
     */
    @Override
    public void closeAtEnd() {
      if (ignoredExit) {
        throw new StopAsyncIterationException();
      }
      if (!inBody) {
        throw new IllegalStateException(
            "aclose(): asynchronous generator is already running; a task is in " + this);
      }
    }

    @Override
    public void yield(V value) {
      if (twice) {
        ignoredExit = true;
        throw new IllegalStateException(GeneratorCore.IGNORED_EXIT);
      }
      if (yielded) {
        twice = true;
        throw new GeneratorExit();
      }
      yielded = true;
      inBody = true;
      try {
        result = body.run(value);
      } catch (Throwable e) {
        thrown = e;
        throw Rethrow.undeclared(e);
      } finally {
        inBody = false;
      }
    }

    @Override
    public String toString() {
      return "<async_generator object " + Engine.describe(code) + ">";
    }
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> @Nullable T around(
      BodyOf<? super V, T, X> body) throws X {
    Objects.requireNonNull(body, "block");
    if (TaskLoop.mayBeLeftBehind()) {
      return ContextManager.super.around(body); // which can be closed while the block stands still
    }
    Block<V, T, X> block = new Block<>(code, body);
    try {
      block.run();
    } catch (Throwable e) {
      if (!block.ignoredExit && (!block.twice || !(e instanceof GeneratorExit))) {
        throw Rethrow.undeclared(e == block.thrown ? e : GeneratorCore.outcome(e));
      }
    }
    if (block.ignoredExit) {
      throw new IllegalStateException(GeneratorCore.IGNORED_EXIT);
    }
    if (!block.yielded) {
      throw new IllegalStateException(NO_YIELD);
    }
    if (block.twice) {
      throw new IllegalStateException(block.thrown == null ? TWO_YIELDS : TWO_YIELDS_THROWN);
    }
    return block.thrown == null ? block.result : null;
  }
}
