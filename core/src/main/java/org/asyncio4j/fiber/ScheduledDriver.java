package org.asyncio4j.fiber;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Virtual threads that run on the loop's own carrier, inline in {@link Fiber#resume()}. */
final class ScheduledDriver extends FiberDriver {
  ScheduledDriver() {
    super("tasks are virtual threads on the loop's own thread");
  }

  @Override
  public String name() {
    return "scheduled";
  }

  @Override
  public boolean leavesInBlockingCalls() {
    return true;
  }

  @Override
  public Fiber create(FiberHost host, Runnable body) {
    return new ScheduledFiber(host, body);
  }

  @Override
  @Nullable Fiber currentFiber() {
    if (!(ThreadInternals.currentCarrier() instanceof Carrier carrier)) {
      return null;
    }
    Fiber mounted = carrier.mounted;
    return mounted != null && mounted.thread() == Thread.currentThread() ? mounted : null;
  }

  /*
   * The fiber is its own thread's executor, so that execute() knows whose continuation it is handed.
   * What was tried and rejected, and why each line is as it is: docs/adr/0002.
   *
   * - Suspending is Thread.yield(): the JDK unmounts the thread and hands its continuation to execute()
   *   on the carrier, which keeps it back until resume(). If yield comes back and execute() was not
   *   called, the thread is pinned.
   * - A thread that takes this one's stack trace makes the continuation refuse to run for that while,
   *   and hands it to execute() once more afterwards. So resume() tries again until the body has run,
   *   and the host ignores what comes for a fiber that is not BLOCKED.
   * - A virtual thread that user code makes inside a task inherits this executor from its parent. It
   *   is no part of the loop and goes to the JDK's own scheduler.
   */
  private static final class ScheduledFiber extends Fiber implements Executor, Runnable {
    private final Runnable body;
    private final Thread thread;
    private final @Nullable Object inherited;
    private final @Nullable ClassLoader loader;

    /** What mounts the thread; the first thing execute() gets. Carrier writes, then fixed. */
    private volatile @Nullable Runnable continuation;

    /** Whether the last suspend() has unmounted. Carrier and the fiber itself, never at once. */
    private boolean unmounted;

    /**
     * Whether the last resume() has reached the body. Carrier and the fiber itself, never at once.
     */
    private boolean ran;

    ScheduledFiber(FiberHost host, Runnable body) {
      super(host);
      this.body = body;
      thread = ThreadInternals.newVirtualThread(this, this);
      inherited = ThreadInternals.inheritableThreadLocals(thread);
      loader = thread.getContextClassLoader();
    }

    /** What its thread runs. */
    @Override
    public void run() {
      ran = true;
      body.run();
      state = DONE;
    }

    @Override
    public void resume() {
      Carrier carrier = (Carrier) Thread.currentThread();
      carrier.mounted = this;
      boolean wasBlocked = state == BLOCKED;
      state = RUNNING;
      ran = wasBlocked; // a blocked fiber does not pass suspend(); it may also have come too early
      Runnable mount = continuation;
      if (mount == null) {
        mount = start();
      }
      mount.run();
      while (!ran) {
        Thread.onSpinWait();
        mount.run();
      }
      carrier.mounted = null;
      if (state == RUNNING) {
        state = BLOCKED;
      }
      host.left(this);
    }

    private Runnable start() {
      thread.start();
      Runnable mount = continuation;
      if (mount == null) {
        throw new IllegalStateException("the JDK started a thread without its executor");
      }
      return mount;
    }

    @Override
    public boolean suspend() {
      unmounted = false;
      state = SUSPENDED;
      try {
        Thread.yield();
      } catch (Throwable e) {
        state = RUNNING; // the stack is full
        throw e;
      }
      ran = true;
      if (!unmounted) {
        state = RUNNING;
        return false;
      }
      return true;
    }

    @Override
    public void execute(Runnable mount) {
      Runnable own = continuation;
      if (own == null) {
        continuation = mount;
      } else if (own != mount) {
        ThreadInternals.defaultScheduler().execute(mount);
      } else if (state == SUSPENDED
          && Thread.currentThread() instanceof Carrier carrier
          && carrier.mounted == this) {
        unmounted = true;
      } else {
        host.unblocked(this);
      }
    }

    @Override
    public Thread thread() {
      return thread;
    }

    @Override
    public boolean reset() {
      Thread.interrupted();
      unname();
      ThreadInternals.clearThreadLocals(thread);
      return ThreadInternals.inheritableThreadLocals(thread) == inherited
          && thread.getContextClassLoader() == loader
          && thread.getUncaughtExceptionHandler() == thread.getThreadGroup();
    }
  }
}
