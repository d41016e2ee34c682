package org.asyncio4j.context;

import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/**
 * Code that gives out items one by one, and waits at each until it is asked for the next.
 *
 * {@snippet :
 * AsyncGenerator<Integer> ticks() {
 *   return AsyncGenerator.of(
 *       y -> {
 *         for (int i = 0; ; i++) {
 *           sleep(Duration.ofSeconds(1));
 *           y.yield(i);
 *         }
 *       });
 * }
 *
 * ticks().forEach(i -> print(i));                // push: closed at its end, whatever happens
 * try (var ticks = ticks()) {
 *   for (int i : ticks) {                        // pull: closed at the end of the block
 *     ...
 *   }
 * }
 * }
 *
 * <p>It runs in the task and the context of who asks; it may await, and await is where it is
 * cancelled. The yield may stand at any depth of calls. A generator is used up once.
 *
 * <p><b>Push</b> ({@link #forEach}, {@link #firstResult}): the body runs inside the yield, on the
 * generator's own stack, and nothing is switched. However the body is left, the generator is closed
 * before the call returns. Prefer this form.
 *
 * <p><b>Pull</b> ({@link #iterator}, {@link #anext}): the generator has a stack of its own, so it
 * can be left in its middle and taken up again, by another task too. It does not see its consumer's
 * ScopedValue bindings and locks. One that is left open is closed when its run ends, in the order
 * in which such generators began, or earlier, if it is collected: keep it in a try-with-resources
 * block, or use {@code with(aclosing(generator), ...)}.
 *
 * <pre>
 *   new --anext, asend, forEach--> runs --yield--> at a yield --anext, asend, athrow, aclose--> runs
 *     \                              \--its code ends--> ended
 *      \--aclose, athrow--> ended
 * </pre>
 *
 * <p><b>Threads.</b> May be made anywhere; once begun, that of its loop. Outside any loop it works
 * too, one thread at a time.
 *
 * <p><b>Cancellation.</b> The generator sees it where it awaits. Where its consumer awaits
 * meanwhile, it sees {@link org.asyncio4j.error.GeneratorExit} at its yield once it is closed.
 *
 * <p>An asynchronous generator of Python, 3.14, with the same texts; {@code forEach} is Python's
 * {@code async for} inside {@code aclosing}. A generator that awaits nothing is Python's plain
 * generator, since methods have no colour.
 *
 * @param <T> the type of the items
 */
public final class AsyncGenerator<T extends @Nullable Object>
    implements Iterable<T>, AutoCloseable {
  /**
   * The code of a generator.
   *
   * @param <T> the type of the items
   */
  @FunctionalInterface
  public interface Code<T extends @Nullable Object> {
    /**
     * Gives out all items and returns.
     *
     * @param y takes the items
     * @throws Throwable what it may throw; comes out where it was asked for the next item
     */
    void run(Yield<T> y) throws Throwable;
  }

  /**
   * Where a generator gives out its items. For its own code only.
   *
   * @param <T> the type of the items
   */
  public interface Yield<T extends @Nullable Object> {
    /**
     * Gives out an item and waits until the next is asked for.
     *
     * @param item the item
     * @return what was sent with {@link AsyncGenerator#asend}, or null
     * @throws org.asyncio4j.error.GeneratorExit if the generator is closed
     * @throws IllegalStateException if it is called by other code than the generator's own
     */
    @Nullable Object yield(T item);

    /**
     * Gives out an item and waits until the next is asked for.
     *
     * @param <S> the type of what is sent
     * @param item the item
     * @param type the type of what is sent
     * @return what was sent, or null
     * @throws ClassCastException if it is of another type
     */
    default <S> @Nullable S yield(T item, Class<S> type) {
      return type.cast(this.yield(item));
    }
  }

  /**
   * What is done with each item.
   *
   * @param <T> the type of the items
   * @param <X> the checked exception it may throw
   */
  @FunctionalInterface
  public interface Each<T extends @Nullable Object, X extends Exception> extends Consumer<T> {
    /**
     * Takes an item.
     *
     * @param item the item
     * @throws X what it may throw
     */
    void take(T item) throws X;

    /** Takes an item; what it throws is thrown undeclared. */
    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // both shapes do the same
    default void accept(T item) {
      try {
        take(item);
      } catch (Throwable e) {
        throw Rethrow.undeclared(e);
      }
    }
  }

  private final GeneratorCore<T> core;
  private boolean watched;

  private AsyncGenerator(String name, Code<T> code) {
    core = new GeneratorCore<>(name, code);
  }

  /**
   * Makes a generator, which does not run yet.
   *
   * @param <T> the type of the items
   * @param code gives out the items; should not refer to the generator, which then could not be
   *     collected
   * @return the generator
   */
  public static <T extends @Nullable Object> AsyncGenerator<T> of(Code<T> code) {
    return of(Engine.describe(Objects.requireNonNull(code, "code")), code);
  }

  /**
   * Makes a generator with a name.
   *
   * @param <T> the type of the items
   * @param name its name, for people
   * @param code gives out the items
   * @return the generator
   */
  public static <T extends @Nullable Object> AsyncGenerator<T> of(String name, Code<T> code) {
    return new AsyncGenerator<>(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(code, "code"));
  }

  // ---------------------------------------------------------------- push form

  /**
   * Runs a body with each item. The body runs on the generator's own stack; if it throws, the
   * generator is closed first, seeing GeneratorExit, and then the exception goes on. A generator
   * that has begun is taken up at its yield; the body then runs on the caller's stack.
   *
   * <p>Inside the body the generator counts as running: {@link #anext} and {@link #aclose} fail.
   *
   * @param <X> what the body may throw
   * @param body takes each item
   * @throws X what the body throws; what the generator throws comes out undeclared
   * @throws IllegalStateException if another task is in the generator, or it yields while it is
   *     closed
   */
  public <X extends Exception> void forEach(Each<? super T, X> body) throws X {
    Objects.requireNonNull(body, "body");
    push(item -> {
      body.take(item);
      return true;
    });
  }

  /**
   * Runs a body with each item, as {@link #forEach(Each)} does.
   *
   * @param body takes each item
   */
  @Override
  public void forEach(Consumer<? super T> body) {
    Objects.requireNonNull(body, "body");
    push(item -> {
      body.accept(item);
      return true;
    });
  }

  /**
   * Runs a body with each item until it gives a result; then the generator is closed.
   *
   * @param <R> the type of the result
   * @param <X> what the body may throw
   * @param body takes each item; null asks for the next
   * @return the first result that is not null, or null if there was none
   * @throws X what the body throws, after the generator was closed
   * @throws IllegalStateException as {@link #forEach(Each)}
   */
  public <R, X extends Exception> @Nullable R firstResult(
      BodyOf<? super T, ? extends @Nullable R, X> body) throws X {
    Objects.requireNonNull(body, "body");
    Search<T, R, X> search = new Search<>(body);
    push(search);
    return search.result;
  }

  private static final class Search<T extends @Nullable Object, R, X extends Exception>
      implements GeneratorCore.Sink<T> {
    private final BodyOf<? super T, ? extends @Nullable R, X> body;
    private @Nullable R result;

    Search(BodyOf<? super T, ? extends @Nullable R, X> body) {
      this.body = body;
    }

    @Override
    public boolean take(T item) throws Exception {
      result = body.run(item);
      return result == null;
    }
  }

  private void push(GeneratorCore.Sink<T> body) {
    if (core.isNew() && !TaskLoop.mayBeLeftBehind()) {
      core.push(body);
    } else {
      pullInto(body);
    }
  }

  private void pullInto(GeneratorCore.Sink<T> body) {
    boolean more = true;
    while (more && advance()) {
      try {
        more = body.take(core.take());
      } catch (Throwable e) {
        try {
          aclose();
        } catch (Throwable instead) {
          Chained.under(instead, e);
          throw instead;
        }
        throw Rethrow.undeclared(e);
      }
    }
    if (!more) {
      aclose();
    }
  }

  // ---------------------------------------------------------------- pull form

  /**
   * Returns the items for one loop, {@code for (T item : generator)}. The generator stays open if
   * the loop is left early.
   *
   * @return takes up the generator where it stands
   */
  @Override
  public Iterator<T> iterator() {
    return new Items();
  }

  private final class Items implements Iterator<T> {
    private boolean here;

    @Override
    public boolean hasNext() {
      if (!here) {
        here = advance();
      }
      return here;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException(AsyncGenerator.this + " has no more items");
      }
      here = false;
      return core.take();
    }
  }

  /** Runs the code up to its next yield; false if it has ended. */
  boolean advance() {
    return advance(null);
  }

  private boolean advance(@Nullable Object value) {
    watch();
    try {
      return core.send(value);
    } finally {
      Reference.reachabilityFence(this); // not collected while its code runs
    }
  }

  private void watch() {
    if (!watched) {
      watched = true;
      core.watched(Abandoned.watch(this, core));
    }
  }

  /**
   * Runs the code up to its next yield.
   *
   * @return the item
   * @throws StopAsyncIterationException if the code has ended
   * @throws IllegalStateException if another task, or its own code, is in the generator
   */
  public T anext() {
    return asend(null);
  }

  /**
   * Runs the code up to its next yield.
   *
   * @param otherwise what to return if the code has ended
   * @return the item or {@code otherwise}
   * @throws IllegalStateException if another task, or its own code, is in the generator
   */
  public T anext(T otherwise) {
    return advance() ? core.take() : otherwise;
  }

  /**
   * Runs the code up to its next yield; the yield at which it stands gives the value.
   *
   * @param value the value, or null for none
   * @return the item
   * @throws StopAsyncIterationException if the code has ended
   * @throws org.asyncio4j.error.GeneratorNotStartedException if there is a value, and the code
   *     stands at no yield yet
   * @throws IllegalStateException if another task, or its own code, is in the generator
   */
  public T asend(@Nullable Object value) {
    if (!advance(value)) {
      throw new StopAsyncIterationException();
    }
    return core.take();
  }

  /**
   * Throws an exception at the yield at which the code stands, and runs it up to its next one. A
   * generator that has not begun ends with it.
   *
   * @param exception the exception; comes out again, undeclared, unless the code catches it
   * @return the item; null if the generator had ended before
   * @throws StopAsyncIterationException if the code catches it and ends
   * @throws IllegalStateException if another task, or its own code, is in the generator
   */
  public @Nullable T athrow(Throwable exception) {
    Objects.requireNonNull(exception, "exception");
    if (core.hasEnded()) {
      return null;
    }
    try {
      if (!core.athrow(exception)) {
        throw new StopAsyncIterationException();
      }
      return core.take();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Ends the generator: its code sees GeneratorExit at its yield, and may await in its {@code
   * finally} blocks. Does nothing if it has ended, and runs nothing if it has not begun.
   *
   * @throws IllegalStateException if another task, or its own code, is in the generator; if it
   *     yields once more
   */
  public void aclose() {
    try {
      core.aclose();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Ends the generator, as {@link #aclose} does. */
  @Override
  public void close() {
    aclose();
  }

  // ---------------------------------------------------------------- steps as objects

  /**
   * Returns a step as a coroutine object, for {@code gather}, {@code waitFor} and the like: {@link
   * #anext} once, when it is awaited. The lambda {@code () -> generator.anext()} does too, without
   * a name and as often as it is run.
   *
   * @return the step, which has not started
   */
  public Coroutine<T> anextLater() {
    return asendLater(null);
  }

  /**
   * Returns a step as a coroutine object: {@link #asend} once, when it is awaited.
   *
   * @param value the value, or null for none
   * @return the step, which has not started
   */
  public Coroutine<T> asendLater(@Nullable Object value) {
    core.begin("asend");
    return Coroutine.of(value == null ? "anext" : "asend", new GeneratorStep.Send<>(this, value));
  }

  /**
   * Returns a step as a coroutine object: {@link #athrow} once, when it is awaited.
   *
   * @param exception the exception
   * @return the step, which has not started
   */
  public Coroutine<@Nullable T> athrowLater(Throwable exception) {
    core.begin("athrow");
    return Coroutine.of("athrow", new GeneratorStep.Throw<>(this, exception));
  }

  /**
   * Returns a step as a coroutine object: {@link #aclose} once, when it is awaited.
   *
   * @return the step, which has not started
   */
  public Coroutine<@Nullable Void> acloseLater() {
    core.begin("aclose");
    return Coroutine.of("aclose", new GeneratorStep.Close<>(this));
  }

  /** Throws an exception at the place where the code stands, and runs it up to its next yield. */
  T startWith(Throwable error, String what) {
    if (!throwIn(error, what)) {
      throw new StopAsyncIterationException();
    }
    return core.take();
  }

  // ---------------------------------------------------------------- for context managers

  /** Runs the code up to its next yield, with an exception; false if it has ended. */
  boolean throwIn(Throwable error, String what) {
    try {
      return core.throwIn(error, what);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** What the last step has yielded. */
  T taken() {
    return core.take();
  }

  boolean hasEnded() {
    return core.hasEnded();
  }

  @Override
  public String toString() {
    return core.toString();
  }
}
