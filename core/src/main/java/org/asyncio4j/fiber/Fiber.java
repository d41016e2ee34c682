package org.asyncio4j.fiber;

import org.jspecify.annotations.Nullable;

/**
 * A stack of its own that the loop resumes and that can leave in the middle.
 *
 * <pre>
 *   NEW --resume--> RUNNING --suspend--> SUSPENDED --resume--> RUNNING --> DONE
 *                      |  ^
 *          JDK parks it|  |resume, after FiberHost.unblocked     (scheduled driver only)
 *                      v  |
 *                    BLOCKED
 * </pre>
 *
 * At any time at most one fiber of a host is RUNNING; it holds the loop. All methods belong to the
 * thread that holds the loop unless they say otherwise.
 */
public abstract class Fiber {
  /** Not started. */
  public static final int NEW = 0;

  /** Holds the loop. */
  public static final int RUNNING = 1;

  /** Left by {@link #suspend()}; goes on when the loop resumes it. */
  public static final int SUSPENDED = 2;

  /** Left because the JDK parked its thread; may be resumed once the host was told so. */
  public static final int BLOCKED = 3;

  /** Its body has ended. */
  public static final int DONE = 4;

  /** Who runs this fiber. */
  protected final FiberHost host;

  /** Where it stands. Written by the holder of the loop; others may read an old value. */
  protected volatile int state = NEW;

  // The slots below are written by the holder of the loop; tools may read an old value.

  /** The task that this fiber runs, or null in a callback. */
  public @Nullable Object task;

  /** The context of the code that runs here, or null for none yet. */
  public @Nullable Object context;

  /** The fiber whose code waits until this one pauses or ends, or null for none. */
  public @Nullable Fiber below;

  /**
   * Whether this fiber keeps the loop although the JDK may park it: the library's own code runs
   * here now, an observer, or code that was lent bytes.
   */
  public boolean holds;

  /**
   * Makes a fiber.
   *
   * @param host who runs it
   */
  protected Fiber(FiberHost host) {
    this.host = host;
  }

  /**
   * Returns the fiber that the calling code runs on. Any thread.
   *
   * @return the fiber, or null on a thread that is none
   */
  public static @Nullable Fiber current() {
    return FiberDriver.chosen().currentFiber();
  }

  /**
   * Runs this fiber until it leaves or ends, and returns when the carrier holds the loop again; in
   * the portable driver other fibers may have run by then. Only by the host's carrier.
   */
  public abstract void resume();

  /**
   * Leaves, and returns when resumed. Only by this fiber's own code.
   *
   * @return false if the thread cannot leave here (below a native frame or in a static
   *     initialiser); nothing has happened then
   */
  public abstract boolean suspend();

  /**
   * Returns the thread that the fiber's code sees as its own. Any thread.
   *
   * @return the virtual thread
   */
  public abstract Thread thread();

  /**
   * Forgets what the last code has left behind in the thread (thread-locals, interrupt flag, name,
   * class loader, handler), so that other code can run on it.
   *
   * @return false if this cannot be done; the fiber must not take other code then
   */
  public abstract boolean reset();

  /**
   * Returns who runs this fiber. Any thread.
   *
   * @return the host
   */
  public final FiberHost host() {
    return host;
  }

  /**
   * Returns where this fiber stands. Any thread; exact for the holder of the loop.
   *
   * @return one of the constants of this class
   */
  public final int state() {
    return state;
  }

  /**
   * Gives the thread a name, for thread dumps and debuggers.
   *
   * @param name the name; empty for none
   */
  public final void name(String name) {
    thread().setName(name);
  }

  /** Takes the name away again, if there is one: naming costs more than looking. */
  protected final void unname() {
    if (!thread().getName().isEmpty()) {
      name("");
    }
  }
}
