package org.asyncio4j.context;

import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.BodyOf;
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
      implements Yield<V> {
    private final BodyOf<? super V, T, X> body;
    private boolean yielded;
    private boolean twice;
    private boolean ignoredExit;
    private @Nullable Throwable thrown;
    private @Nullable T result;

    Block(BodyOf<? super V, T, X> body) {
      this.body = body;
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
      try {
        result = body.run(value);
      } catch (Throwable e) {
        thrown = e;
        throw Rethrow.undeclared(e);
      }
    }
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> @Nullable T around(
      BodyOf<? super V, T, X> body) throws X {
    Block<V, T, X> block = new Block<>(java.util.Objects.requireNonNull(body, "block"));
    try {
      code.run(block);
    } catch (Throwable e) {
      if (!block.ignoredExit && (!block.twice || !(e instanceof GeneratorExit))) {
        throw Rethrow.undeclared(e);
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
