package org.asyncio4j.io.selector;

import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/**
 * A step of the library in the ready queue. Where it may meet a user's code it has a context and
 * runs on a runner; else it runs where it is met.
 */
public class LoopCall extends IoReady {
  /** The code of a step. */
  @FunctionalInterface
  public interface Code {
    /**
     * Runs it.
     *
     * @throws Throwable what a user's code has thrown and the library has not treated
     */
    void run() throws Throwable;
  }

  private final Code code;
  private final @Nullable Context context;
  private final boolean runsWhenClosed;

  /**
   * Makes a step.
   *
   * @param code its code
   * @param context in which context a user's code runs; null if there is none of it
   */
  public LoopCall(Code code, @Nullable Context context) {
    this(code, context, false);
  }

  /**
   * Makes a step.
   *
   * @param code its code
   * @param context in which context a user's code runs; null if there is none of it
   * @param runsWhenClosed see {@link IoReady#runsWhenClosed}
   */
  public LoopCall(Code code, @Nullable Context context, boolean runsWhenClosed) {
    this.code = code;
    this.context = context;
    this.runsWhenClosed = runsWhenClosed;
  }

  @Override
  protected boolean runsWhenClosed() {
    return runsWhenClosed;
  }

  @Override
  protected final @Nullable Fiber run(Engine engine) {
    return context == null ? runHere(engine) : engine.onRunner(this);
  }

  @Override
  protected final void runUserCode(Engine engine, Fiber fiber) {
    if (context == null) {
      super.runUserCode(engine, fiber);
      return;
    }
    fiber.context = context;
    try {
      runLibrary(engine);
    } finally {
      fiber.context = null;
    }
  }

  @Override
  protected final void runLibrary(Engine engine) {
    try {
      code.run();
    } catch (KeyboardInterrupt | SystemExit e) {
      engine.escape(e);
    } catch (Throwable e) {
      engine.report(new ExceptionContext("Exception in callback " + this, e));
    }
  }

  @Override
  public String toString() {
    return "<LoopCall " + Engine.describe(code) + ">";
  }
}
