package org.asyncio4j.waiting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/*
 *   UNUSED --used in a loop--> USED --somebody waits--> BOUND, for good
 *                              |  ^
 *                              \--/ used in another loop while the former does not run
 *
 * asyncio knows the last step only: a lock that was free whenever it was wanted may go from one run to
 * the next. So may ours. The step before it is for the check of threads: two loops that run at the same
 * time must not share such a thing, and which loop has used it last tells.
 */
/** The loop that a lock, an event or a queue belongs to, and so the only thread that may use it. */
public final class HomeLoop {
  private static final VarHandle ENGINE;

  static {
    try {
      ENGINE = MethodHandles.lookup().findVarHandle(HomeLoop.class, "engine", Engine.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final WaitedFor what;

  /** The machine of the loop that has used it last. Any thread. */
  private volatile @Nullable Engine engine;

  /** Whether somebody has waited in that loop. Written by that loop; any thread may read. */
  private volatile boolean bound;

  /**
   * Makes one that belongs to no loop yet. No loop needed.
   *
   * @param what whose home it is, for messages
   */
  public HomeLoop(WaitedFor what) {
    this.what = what;
  }

  /**
   * Checks that the caller may change what lives here: it runs in the loop, or no loop runs that
   * has used it.
   *
   * @param operation the caller's operation, for the message
   * @throws WrongThreadException if the loop runs, or rests, on another thread
   */
  public void check(String operation) {
    Engine here = Engine.running();
    if (here == null || here != engine) {
      checkElsewhere(here, operation);
    }
  }

  /**
   * Checks that the caller may change what lives here, and that it could wait.
   *
   * @param operation the caller's operation, for the message
   * @return the task that runs the caller
   * @throws WrongThreadException if the loop runs, or rests, on another thread
   * @throws IllegalStateException if no task runs the caller
   */
  public Task<?> task(String operation) {
    check(operation);
    return TaskLoop.taskFor(operation);
  }

  private void checkElsewhere(@Nullable Engine here, String operation) {
    while (true) {
      Engine home = engine;
      if (home != null && !isDeserted(home, here)) {
        home.checkThread(operation);
        return;
      }
      if (here == null || bound || ENGINE.compareAndSet(this, home, here)) {
        return;
      }
    }
  }

  private static boolean isDeserted(Engine home, @Nullable Engine here) {
    return home.isClosed() || (here != null && here != home && !home.isRunning());
  }

  /**
   * Binds it to the loop that runs the caller, for good, since somebody is going to wait.
   *
   * @return the loop's machine
   * @throws IllegalStateException if it is bound to another one
   */
  public Engine bind() {
    Engine here = TaskLoop.current().engine();
    Engine home = engine;
    if (home != here) {
      throw new IllegalStateException(
          what.describe()
              + " is bound to a different event loop; tasks have waited for it in "
              + (home == null ? "none" : home.loop())
              + ", this is "
              + here.loop()
              + ": make one for each loop");
    }
    bound = true;
    return here;
  }
}
