package org.asyncio4j.context;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Action;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/**
 * A generator that stands at its yield while its block runs on the caller's stack.
 *
 * <pre>
 *   NEW --open--> AT_YIELD --exit--> ENDED
 *    \--returns without a yield: IllegalStateException--> ENDED
 * </pre>
 */
final class HeldGenerator<V extends @Nullable Object> implements ContextManager.Held<V> {
  private enum State {
    NEW,
    AT_YIELD,
    ENDED
  }

  private final SideStack stack;
  private State state = State.NEW;
  private final Action abandoned = this::abandon;
  private final @Nullable TaskLoop loop;
  private boolean again;
  private @Nullable V value;
  private @Nullable Throwable thrownIn;

  HeldGenerator(ContextManager.Code<V> code) {
    stack = SideStack.of(() -> code.run(this::stopHere));
    stack.resume();
    if (state == State.NEW) {
      state = State.ENDED;
      throw new IllegalStateException(GeneratorManager.NO_YIELD);
    }
    Engine engine = Engine.running();
    loop = engine == null ? null : (TaskLoop) engine.loop();
    if (loop != null) {
      loop.openGenerators().add(abandoned);
    }
  }

  /** Nobody has closed it and the run ends: its code sees GeneratorExit at the yield. */
  private void abandon() {
    if (state == State.AT_YIELD) {
      thrownIn = new GeneratorExit();
      state = State.ENDED;
      again = false;
      try {
        stack.resume();
      } catch (GeneratorExit e) {
        return;
      }
      if (again) {
        throw new IllegalStateException(
            "async generator ignored GeneratorExit; its code must not yield while it is closed");
      }
    }
  }

  /** On the generator's stack. */
  private void stopHere(V next) {
    again = state != State.NEW;
    value = next;
    state = State.AT_YIELD;
    stack.pause();
    Throwable exception = thrownIn;
    if (exception != null) {
      thrownIn = null;
      throw Rethrow.undeclared(exception);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // the generator has yielded a V
  public V value() {
    return value;
  }

  @Override
  public boolean exit(@Nullable Throwable exception) {
    if (state == State.ENDED) {
      return false;
    }
    if (loop != null) {
      loop.openGenerators().remove(abandoned);
    }
    thrownIn = exception;
    try {
      stack.resume();
    } catch (Throwable e) {
      state = State.ENDED;
      if (e == exception) {
        return false;
      }
      throw e;
    }
    if (again) {
      close(exception != null);
    }
    state = State.ENDED;
    return exception != null;
  }

  private void close(boolean thrown) {
    thrownIn = new GeneratorExit();
    state = State.ENDED;
    try {
      stack.resume();
    } catch (GeneratorExit e) {
      thrownIn = null;
    }
    throw new IllegalStateException(
        thrown ? GeneratorManager.TWO_YIELDS_THROWN : GeneratorManager.TWO_YIELDS);
  }
}
