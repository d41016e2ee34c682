package org.asyncio4j.context;

import org.asyncio4j.engine.ThrownInto;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.function.Awaitable;
import org.jspecify.annotations.Nullable;

/*
 * Python's step objects (3.14, Objects/genobject.c) differ from a coroutine that does the same in one
 * thing: an exception that is thrown into one which has not started, such as the CancelledError of a task
 * that is cancelled at once, arrives at the generator's yield.
 */
/** A step of a generator, to be taken once. */
abstract class GeneratorStep<T extends @Nullable Object, R extends @Nullable Object>
    implements Awaitable<R>, ThrownInto<R> {
  final AsyncGenerator<T> generator;

  private GeneratorStep(AsyncGenerator<T> generator) {
    this.generator = generator;
  }

  @Override
  public String reuseText() {
    return "cannot reuse already awaited aclose()/athrow()";
  }

  static final class Send<T extends @Nullable Object> extends GeneratorStep<T, T> {
    private final @Nullable Object value;

    Send(AsyncGenerator<T> generator, @Nullable Object value) {
      super(generator);
      this.value = value;
    }

    @Override
    public T await() {
      return generator.asend(value);
    }

    @Override
    public T startWith(Throwable error) {
      return generator.startWith(error, "anext");
    }

    @Override
    public String reuseText() {
      return "cannot reuse already awaited __anext__()/asend()";
    }
  }

  static final class Throw<T extends @Nullable Object> extends GeneratorStep<T, @Nullable T> {
    private final Throwable exception;

    Throw(AsyncGenerator<T> generator, Throwable exception) {
      super(generator);
      this.exception = exception;
    }

    @Override
    public @Nullable T await() {
      return generator.athrow(exception);
    }

    @Override
    public @Nullable T startWith(Throwable error) {
      return generator.startWith(error, "athrow");
    }
  }

  static final class Close<T extends @Nullable Object> extends GeneratorStep<T, @Nullable Void> {
    Close(AsyncGenerator<T> generator) {
      super(generator);
    }

    @Override
    public @Nullable Void await() {
      generator.aclose();
      return null;
    }

    @Override
    public @Nullable Void startWith(Throwable error) {
      try {
        generator.startWith(error, "aclose");
      } catch (StopAsyncIterationException | GeneratorExit e) {
        return null;
      }
      throw new IllegalStateException(GeneratorCore.IGNORED_EXIT);
    }
  }
}
