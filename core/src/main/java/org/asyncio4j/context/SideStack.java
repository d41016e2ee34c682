package org.asyncio4j.context;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Texts;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.PlainThreads;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.fiber.StackRoom;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.LoopOptions;
import org.jspecify.annotations.Nullable;

/*
 *   caller: resume() --> side: runs --pause()--> caller goes on --resume()--> side goes on --> ends
 *
 * Inside a loop the side stack is a fiber that runs in the caller's task and context: what it awaits, the
 * task awaits. The change-over goes past the ready queue. Outside a loop it is a virtual thread, and the
 * caller waits for it.
 */
/** A second stack for code that is to stop in its middle and go on later. One caller at a time. */
abstract class SideStack {
  private final Action body;
  private @Nullable Throwable thrown;
  private boolean ended;

  private SideStack(Action body) {
    this.body = body;
  }

  static SideStack of(Action body) {
    Engine engine = Engine.running();
    return engine == null ? new OnThread(body) : new OnFiber(body, engine);
  }

  /**
   * Runs the body until it pauses or ends; throws what it ends with. If it throws and has not
   * {@link #ended()}, the body was not reached.
   */
  final void resume() {
    change();
    Throwable error = thrown;
    if (error != null) {
      thrown = null;
      throw Rethrow.undeclared(error);
    }
  }

  final boolean ended() {
    return ended;
  }

  /** Called by the body: lets the caller go on. */
  abstract void pause();

  abstract void change();

  final void runBody() {
    try {
      body.run();
    } catch (Throwable e) {
      thrown = e;
    }
    ended = true;
  }

  private static final class OnFiber extends SideStack {
    private final Engine engine;
    private final Fiber side;
    private @Nullable Fiber caller;

    /** The context of who has resumed it last. */
    private @Nullable Object context;

    OnFiber(Action body, Engine engine) {
      super(body);
      this.engine = engine;
      this.side = engine.fiber(this::runToEnd);
    }

    private void runToEnd() {
      runBody();
      side.task = null;
      side.context = null;
      side.below = null;
      engine.handOff(Objects.requireNonNull(caller));
    }

    @Override
    void change() {
      Fiber here = Fiber.current();
      if (here == null) {
        throw Texts.noRunningLoop();
      }
      caller = here;
      context = here.context;
      side.task = here.task;
      side.context = here.context;
      side.below = here;
      try {
        leave(here, side);
      } catch (Throwable e) {
        side.task = null;
        side.context = null;
        side.below = null;
        throw e;
      }
    }

    @Override
    void pause() {
      if (side.context != context) {
        throw new IllegalStateException(
            "a generator cannot yield inside Context.run; yield what that returns, after it");
      }
      Object task = side.task;
      side.task = null; // between its steps it belongs to nobody, and keeps nobody's task alive
      side.context = null;
      side.below = null;
      try {
        leave(side, Objects.requireNonNull(caller));
      } catch (Throwable e) {
        side.task = task;
        side.context = context;
        side.below = caller;
        throw e;
      }
    }

    private void leave(Fiber from, Fiber to) {
      if (!engine.transfer(from, to)) {
        throw new IllegalStateException(
            "a generator cannot stop here, below a static initialiser or a native method; use it"
                + " outside of them");
      }
    }
  }

  private static final class OnThread extends SideStack {
    private final Thread side = Thread.ofVirtual().unstarted(this::runToEnd);
    private final LoopOptions options = LoopOptions.current();
    private @Nullable Thread caller;
    private volatile boolean sideRuns;

    /** The one context of both, on its way from one thread to the other. */
    private @Nullable Object context;

    OnThread(Action body) {
      super(body);
    }

    private void runToEnd() {
      PlainThreads.context(context);
      try (var installed = LoopOptions.install(options)) {
        assert installed != null;
        runBody();
      }
      context = PlainThreads.context();
      sideRuns = false;
      LockSupport.unpark(caller);
    }

    @Override
    void change() {
      if (Engine.running() != null) {
        throw new IllegalStateException(
            "a generator that has begun outside any loop cannot go on in one; begin it in the"
                + " loop");
      }
      StackRoom.ensure(); // an unpark that breaks off would be lost
      caller = Thread.currentThread();
      context = PlainThreads.context();
      sideRuns = true;
      if (side.getState() == Thread.State.NEW) {
        side.start();
      } else {
        LockSupport.unpark(side);
      }
      parkWhile(true);
      PlainThreads.context(context);
    }

    @Override
    void pause() {
      StackRoom.ensure();
      context = PlainThreads.context();
      sideRuns = false;
      LockSupport.unpark(caller);
      parkWhile(false);
      PlainThreads.context(context);
    }

    private void parkWhile(boolean running) {
      boolean interrupted = false;
      while (sideRuns == running) {
        interrupted |= Thread.interrupted();
        parkOnce();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    /** The other side runs by now: whatever happens here, this one must not. */
    private void parkOnce() {
      try {
        LockSupport.park(this);
      } catch (StackOverflowError e) {
        Thread.onSpinWait(); // wait awake, then
      }
    }
  }
}
