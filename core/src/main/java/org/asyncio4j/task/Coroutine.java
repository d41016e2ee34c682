package org.asyncio4j.task;

import java.util.Objects;
import org.asyncio4j.engine.ThrownInto;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.jspecify.annotations.Nullable;

/**
 * Code with a name that runs once.
 *
 * <p>A lambda or a method reference is enough for most uses; a coroutine object is for code whose
 * name is to be seen in texts, and that is reported if it never runs.
 *
 * <pre>
 *   CREATED --await--> STARTED
 *      \-----close---> CLOSED
 * </pre>
 *
 * <p>A coroutine object of Python, 3.14.
 *
 * @param <T> the type of the result
 */
public final class Coroutine<T extends @Nullable Object> implements Awaitable<T> {
  private static final String REUSED = "cannot reuse already awaited coroutine";

  private enum State {
    CREATED,
    STARTED,
    CLOSED
  }

  private final String name;
  private final Awaitable<T> code;
  private final NeverAwaited.Note note;
  private State state = State.CREATED;

  private Coroutine(String name, Awaitable<T> code) {
    this.name = Objects.requireNonNull(name, "name");
    this.code = Objects.requireNonNull(code, "code");
    this.note = NeverAwaited.watch(this, name);
  }

  /**
   * Names code.
   *
   * @param <T> the type of the result
   * @param name its name
   * @param code the code
   * @return a coroutine that has not started
   */
  public static <T extends @Nullable Object> Coroutine<T> of(String name, Awaitable<T> code) {
    return new Coroutine<>(name, code);
  }

  /**
   * Names code without a result.
   *
   * @param name its name
   * @param code the code
   * @return a coroutine that has not started
   */
  public static Coroutine<@Nullable Void> of(String name, Action code) {
    return new Coroutine<>(name, ActionCoroutine.of(Objects.requireNonNull(code, "code")));
  }

  /**
   * Runs the code in the caller's task.
   *
   * @return its result
   * @throws IllegalStateException if it has run already
   * @throws Throwable what the code throws
   */
  @Override
  public T await() throws Throwable {
    start();
    return code.await();
  }

  /** Whether an exception that ends it before its start is for its code to see. */
  boolean isStepOfGenerator() {
    return code instanceof ThrownInto<?>;
  }

  /** Starts a step of a generator with an exception. */
  @SuppressWarnings("unchecked") // the code is both an Awaitable and a ThrownInto of T
  T startWith(Throwable error) throws Throwable {
    start();
    return ((ThrownInto<T>) code).startWith(error);
  }

  private void start() {
    if (state != State.CREATED) {
      throw new IllegalStateException(
          (code instanceof ThrownInto<?> step ? step.reuseText() : REUSED)
              + "; "
              + this
              + " runs once: make a new one with Coroutine.of, or pass a lambda, which may run"
              + " again");
    }
    state = State.STARTED;
    note.settle();
  }

  /**
   * Gives it up: it can't run any more and is not reported. Does nothing if it has started. A step
   * of a generator throws GeneratorExit at the generator's yield, as in Python.
   */
  public void close() {
    if (state != State.CREATED) {
      return;
    }
    state = State.CLOSED;
    note.settle();
    if (code instanceof ThrownInto<?> step) {
      closeStep(step);
    }
  }

  private static void closeStep(ThrownInto<?> step) {
    try {
      step.startWith(new GeneratorExit());
    } catch (GeneratorExit | StopAsyncIterationException e) {
      return;
    } catch (Throwable e) {
      throw Rethrow.undeclared(e);
    }
  }

  /**
   * Returns its name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return "<coroutine object " + name + ">";
  }
}
