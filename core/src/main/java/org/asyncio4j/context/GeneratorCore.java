package org.asyncio4j.context;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.OpenGenerators;
import org.asyncio4j.engine.Texts;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.GeneratorNotStartedException;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/*
 * Two ways to run the code, chosen by what the consumer calls first:
 *
 *   pull   the code has a stack of its own, where it stands at its yield while the consumer goes on:
 *          anext -> SideStack.resume -> code -> yield -> SideStack.pause -> anext returns
 *   push   the consumer's body runs inside yield, on the caller's stack; nothing is switched. The code
 *          cannot be left in its middle then, so leaving the body closes it.
 *
 * CPython's flags (3.14, Objects/genobject.c): busy is ag_running_async, closed is ag_closed, state is
 * the frame's. A generator that has ignored GeneratorExit is closed and still stands at a yield: it can be
 * asked on, but not closed again. This class holds no reference to the AsyncGenerator, whose collection
 * closes what is open here.
 */
/**
 * The state of a generator, apart from the object that its user holds.
 *
 * <pre>
 *   NEW --anext--> PULLED --yield--> AT_YIELD --anext, athrow, aclose--> PULLED --code ends--> ENDED
 *    |--forEach--> PUSHED --code ends---------------------------------------------------------> ENDED
 *    \--athrow, aclose-----------------------------------------------------------------------> ENDED
 * </pre>
 */
final class GeneratorCore<T extends @Nullable Object> extends OpenGenerators.Entry
    implements AsyncGenerator.Yield<T> {
  static final String IGNORED_EXIT =
      "async generator ignored GeneratorExit; its code must not yield while it is closed";

  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(GeneratorCore.class, "busy", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private enum State {
    NEW,
    PULLED,
    AT_YIELD,
    PUSHED,
    ENDED
  }

  /** Takes an item in push form. */
  interface Sink<T extends @Nullable Object> {
    /** Returns whether it wants more. */
    boolean take(T item) throws Exception;
  }

  private final AsyncGenerator.Code<T> code;
  private final String name;

  /** The loop it has begun in; null before, and outside any loop. Any thread may read. */
  private volatile @Nullable TaskLoop owner;

  /**
   * 1 while somebody is in it, else 0. Any thread; all that follows belongs to who has set it.
   * Taken back by a plain assignment, for which a full stack has room too.
   */
  private volatile int busy;

  /** Also read without the flag, by who only wants to know whether it has ended. */
  private State state = State.NEW;

  private @Nullable Abandoned watch;
  private boolean closed;
  private @Nullable SideStack stack;

  /** The thread whose code may yield. */
  private @Nullable Thread home;

  // What goes over from one stack to the other.
  private @Nullable T item;
  private @Nullable Object sent;
  private @Nullable Throwable thrownIn;

  // Push form.
  private @Nullable Sink<? super T> sink;
  private boolean inBody;
  private boolean leaving;
  private boolean ignoredExit;
  private @Nullable Throwable bodyError;

  GeneratorCore(String name, AsyncGenerator.Code<T> code) {
    this.name = name;
    this.code = code;
  }

  /** Holds what waits for the collection of the user's handle. */
  void watched(Abandoned newWatch) {
    watch = newWatch;
  }

  @Nullable TaskLoop owner() {
    return owner;
  }

  boolean hasEnded() {
    return state == State.ENDED;
  }

  boolean standsAtYield() {
    return state == State.AT_YIELD;
  }

  // ---------------------------------------------------------------- who may enter

  /** Notes the loop it begins in, where the end of the run will close it. */
  void begin(String what) {
    TaskLoop now = owner;
    if (now != null) {
      now.engine().checkThread(what);
      return;
    }
    Engine engine = stack == null ? Engine.running() : null;
    if (engine != null && state == State.NEW) {
      TaskLoop loop = (TaskLoop) engine.loop();
      loop.openGenerators().add(this);
      owner = loop;
    }
  }

  private void enter(String what) {
    begin(what);
    if (!BUSY.compareAndSet(this, 0, 1)) {
      throw new IllegalStateException(
          what
              + "(): asynchronous generator is already running; another task, its own code or the"
              + " body of its forEach is in it: wait until that has left");
    }
  }

  // ---------------------------------------------------------------- pull form

  /**
   * Runs the code up to its next yield.
   *
   * @param value what the yield gives, or null
   * @return false if the code has ended
   */
  boolean send(@Nullable Object value) {
    enter("anext");
    try {
      if (state == State.ENDED) {
        return false;
      }
      if (value != null && state == State.NEW) {
        throw new GeneratorNotStartedException(
            "can't send non-None value to a just-started async generator; "
                + this
                + " stands at no yield: call anext() first");
      }
      return run(value, null);
    } finally {
      busy = 0;
    }
  }

  /**
   * Throws an exception at the yield, unless the generator was told to close.
   *
   * @param error the exception
   * @return false if the code has ended
   */
  boolean athrow(Throwable error) {
    enter("athrow");
    try {
      if (closed) {
        throw new StopAsyncIterationException();
      }
      return into(error);
    } finally {
      busy = 0;
    }
  }

  /**
   * Throws an exception at the place where the code stands.
   *
   * @param error the exception
   * @param what the operation, for messages
   * @return false if the code has ended
   */
  boolean throwIn(Throwable error, String what) {
    enter(what);
    try {
      return into(error);
    } finally {
      busy = 0;
    }
  }

  private boolean into(Throwable error) {
    if (state == State.AT_YIELD) {
      return run(null, error);
    }
    if (state == State.NEW) {
      end();
    }
    throw Rethrow.undeclared(error);
  }

  /** Takes what the last step has yielded. */
  @SuppressWarnings("NullAway") // the code has yielded a T
  T take() {
    T taken = item;
    item = null;
    return taken;
  }

  /** A body that runs inside the yield belongs to a task, whose own end it has to wait for. */
  @Override
  public void closeAtEnd() {
    if (!inBody) {
      aclose();
    }
  }

  void aclose() {
    if (state == State.ENDED) {
      return;
    }
    enter("aclose");
    try {
      if (closed) {
        throw new StopAsyncIterationException();
      }
      closed = true;
      if (state == State.NEW) {
        end();
        return;
      }
      boolean yielded;
      try {
        yielded = run(null, new GeneratorExit());
      } catch (GeneratorExit e) {
        return;
      }
      if (yielded) {
        item = null;
        throw new IllegalStateException(IGNORED_EXIT);
      }
    } finally {
      busy = 0;
    }
  }

  private boolean run(@Nullable Object value, @Nullable Throwable error) {
    SideStack side = stack;
    if (side == null) {
      side = SideStack.of(this::runCode);
      stack = side;
    }
    State before = state;
    sent = value;
    thrownIn = error;
    state = State.PULLED;
    try {
      side.resume();
    } catch (Throwable e) {
      if (!side.ended()) { // not reached
        state = before;
        sent = null;
        thrownIn = null;
        throw e;
      }
      end();
      throw Rethrow.undeclared(outcome(e));
    }
    if (side.ended()) {
      end();
      return false;
    }
    state = State.AT_YIELD;
    return true;
  }

  /** On the side stack. */
  private void runCode() throws Throwable {
    home = Thread.currentThread();
    code.run(this);
  }

  private void end() {
    state = State.ENDED;
    closed = true;
    stack = null;
    home = null;
    TaskLoop loop = owner;
    if (loop != null) {
      loop.openGenerators().remove(this);
    } else if (watch != null) {
      watch.forget();
    }
    watch = null;
  }

  /** What comes out of code that has thrown: Python does not let this one out of a generator. */
  static Throwable outcome(Throwable error) {
    return error instanceof StopAsyncIterationException
        ? new IllegalStateException(
            "async generator raised StopAsyncIteration; return from its code to end it", error)
        : error;
  }

  // ---------------------------------------------------------------- push form

  /** Whether it has not begun, so that {@link #push} can run it on the caller's stack. */
  boolean isNew() {
    return state == State.NEW;
  }

  /** Runs the code from its beginning to its end, and a body inside each yield. */
  void push(Sink<? super T> body) {
    enter("anext");
    try {
      if (state != State.NEW) {
        throw new IllegalStateException(this + " has begun: only its first consumer can push");
      }
      sink = body;
      home = Thread.currentThread();
      state = State.PUSHED;
      Throwable error = null;
      try {
        code.run(this);
      } catch (Throwable e) {
        error = e;
      }
      sink = null;
      end();
      Throwable result = leaving ? afterLeaving(error) : error == null ? null : outcome(error);
      if (result != null) {
        throw Rethrow.undeclared(result);
      }
    } finally {
      busy = 0;
    }
  }

  /** The body has left early; the code has then ended with an error or with none. */
  private @Nullable Throwable afterLeaving(@Nullable Throwable error) {
    Throwable body = bodyError;
    bodyError = null;
    Throwable result = body;
    if (ignoredExit) {
      result = new IllegalStateException(IGNORED_EXIT);
    } else if (error != null && !(error instanceof GeneratorExit)) {
      result = outcome(error);
    }
    if (result != null && body != null) {
      Chained.under(result, body);
    }
    return result;
  }

  // ---------------------------------------------------------------- the code's side

  @Override
  public @Nullable Object yield(T value) {
    State now = state;
    if (Thread.currentThread() != home) {
      throw misplaced(now);
    }
    if (now == State.PUSHED) {
      push(value);
      return null;
    }
    if (now != State.PULLED) {
      throw misplaced(now);
    }
    item = value;
    stop();
    Throwable error = thrownIn;
    if (error != null) {
      thrownIn = null;
      throw Rethrow.undeclared(error);
    }
    Object answer = sent;
    sent = null;
    return answer;
  }

  private void push(T value) {
    Sink<? super T> body = sink;
    if (leaving || body == null) {
      ignoredExit = true;
      throw new IllegalStateException(IGNORED_EXIT);
    }
    inBody = true;
    try {
      if (body.take(value)) {
        inBody = false;
        return;
      }
    } catch (Throwable e) {
      bodyError = e;
    }
    inBody = false;
    leaving = true;
    throw new GeneratorExit();
  }

  private void stop() {
    SideStack side = stack;
    if (side == null) {
      throw misplaced(state);
    }
    try {
      side.pause();
    } catch (Throwable e) {
      item = null;
      throw e;
    }
  }

  private IllegalStateException misplaced(State now) {
    Thread at = home;
    return new IllegalStateException(
        "yield of "
            + this
            + " was called on thread "
            + Texts.threadName(Thread.currentThread())
            + (at == null
                ? ", but its code does not run (" + now + ")"
                : ", but its code runs on thread " + Texts.threadName(at))
            + "; only the code itself may yield, not a task or a thread that it has made");
  }

  @Override
  public String toString() {
    return "<async_generator object " + name + ">";
  }
}
