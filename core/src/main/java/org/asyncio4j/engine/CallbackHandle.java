package org.asyncio4j.engine;

import org.asyncio4j.contextvar.Context;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A callback that a user has scheduled.
 *
 * <pre>
 *   scheduled --run--> done
 *       \---cancel---> cancelled
 * </pre>
 */
class CallbackHandle extends Ready implements Handle {
  private static final Action NOTHING = () -> {};

  private final Context context;

  /** Dropped once cancelled, so that a cancelled handle keeps nothing alive. */
  private volatile Action callback;

  /** Any thread, since handles of callSoonThreadsafe may be cancelled from any. */
  private volatile boolean cancelled;

  /** Where it was made, in debug mode. */
  private final @Nullable Throwable created;

  CallbackHandle(Action callback, Context context, @Nullable Throwable created) {
    this.callback = callback;
    this.context = context;
    this.created = created;
  }

  @Override
  public void cancel() {
    cancelled = true;
    callback = NOTHING;
  }

  @Override
  public final boolean cancelled() {
    return cancelled;
  }

  @Override
  public final Context context() {
    return context;
  }

  @Override
  protected @Nullable Fiber run(Engine engine) {
    return cancelled ? null : engine.onRunner(this);
  }

  @Override
  protected void runUserCode(Engine engine, Fiber fiber) {
    Action action = callback;
    if (cancelled) {
      return;
    }
    fiber.context = context;
    try {
      action.run();
    } catch (KeyboardInterrupt | SystemExit e) {
      engine.escape(e);
    } catch (Throwable e) {
      engine.report(
          new ExceptionContext("Exception in callback " + describe(action), e)
              .withHandle(this)
              .withCreated(created));
    } finally {
      fiber.context = null;
    }
  }

  @Override
  protected void drop(Engine engine) {
    cancel();
  }

  /** Names code as well as Java lets us: a lambda has no name but its class's. */
  static String describe(Object code) {
    String name = code.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    int dot = name.lastIndexOf('.', lambda < 0 ? name.length() : lambda);
    return lambda < 0 ? name.substring(dot + 1) : name.substring(dot + 1, lambda) + ".<lambda>";
  }

  @Override
  public String toString() {
    return cancelled ? "<Handle cancelled>" : "<Handle " + describe(callback) + ">";
  }
}
