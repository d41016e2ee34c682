package org.asyncio4j.fiber;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ordinary virtual threads and a baton: public API only. Whoever holds the baton runs; who leaves
 * looks for the next fiber itself and hands the baton straight to it.
 */
final class PortableDriver extends FiberDriver {
  private static final ThreadLocal<Fiber> CURRENT = new ThreadLocal<>();

  PortableDriver(String reason) {
    super(reason);
  }

  @Override
  public String name() {
    return "portable";
  }

  @Override
  public boolean leavesInBlockingCalls() {
    return false;
  }

  @Override
  public Fiber create(FiberHost host, Runnable body) {
    return new PortableFiber(host, body);
  }

  @Override
  @Nullable Fiber currentFiber() {
    return CURRENT.get();
  }

  /*
   * A wait for the baton tests its own flag in a loop: an unpark can be swallowed inside a lock of the
   * JDK, and park may return for no reason. It clears the interrupt flag before it parks, since park
   * returns at once while the flag is set, and puts it back when it goes on.
   */
  private static final class PortableFiber extends Fiber {
    private final Thread thread;

    /** The thread that turns the loop. Written by it before this fiber first runs. */
    private @Nullable Carrier carrier;

    /** Whether this fiber may run. Set by whoever hands over, cleared by this fiber. */
    private volatile boolean baton;

    private boolean started;

    PortableFiber(FiberHost host, Runnable body) {
      super(host);
      thread =
          Thread.ofVirtual()
              .unstarted(() -> {
                CURRENT.set(this);
                baton = false;
                body.run();
                state = DONE;
                host.left(this);
                handOver(host.advance());
              });
    }

    @Override
    public void resume() {
      Carrier self = (Carrier) Thread.currentThread();
      carrier = self;
      self.baton = false;
      take(this);
      boolean interrupted = false;
      while (!self.baton) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        self.interrupt();
      }
    }

    @Override
    public boolean suspend() {
      StackRoom.ensure(); // the loop is advanced on this stack
      state = SUSPENDED;
      host.left(this);
      Fiber next = host.advance();
      if (next != this) {
        handOver(next);
        boolean interrupted = false;
        while (!baton) {
          interrupted |= Thread.interrupted();
          parkOnce();
        }
        if (interrupted) {
          thread.interrupt();
        }
      }
      baton = false;
      state = RUNNING;
      return true;
    }

    /** Another fiber runs by now: whatever happens here, this one must not. */
    private void parkOnce() {
      try {
        LockSupport.park(host);
      } catch (StackOverflowError e) {
        Thread.onSpinWait(); // wait awake, then
      }
    }

    private void handOver(@Nullable Fiber next) {
      if (next != null) {
        ((PortableFiber) next).carrier = carrier;
        take((PortableFiber) next);
      } else if (carrier != null) {
        carrier.baton = true;
        LockSupport.unpark(carrier);
      }
    }

    private static void take(PortableFiber next) {
      if (next.started) {
        next.baton = true;
        LockSupport.unpark(next.thread);
      } else {
        next.started = true;
        next.state = RUNNING;
        next.thread.start();
      }
    }

    @Override
    public Thread thread() {
      return thread;
    }

    /** Public API cannot clear thread-locals: a task always gets a thread of its own. */
    @Override
    public boolean reset() {
      Thread.interrupted();
      unname();
      return false;
    }
  }
}
