package org.asyncio4j.context;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.PlainThreads;
import org.asyncio4j.fiber.Rethrow;
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

  /** From the caller's leaving to its going on: the body runs, or waits for something. */
  private volatile boolean running;

  private SideStack(Action body) {
    this.body = body;
  }

  static SideStack of(Action body) {
    Engine engine = Engine.running();
    return engine == null ? new OnThread(body) : new OnFiber(body, engine);
  }

  /** Runs the body until it pauses or ends; throws what it ends with. */
  void resume() {
    if (ended) {
      return;
    }
    if (running) {
      throw new IllegalStateException(
          "asynchronous generator is already running; another task, or its own code, is in it: wait"
              + " until that has left");
    }
    running = true;
    try {
      change();
    } finally {
      running = false;
    }
    Throwable error = thrown;
    if (error != null) {
      thrown = null;
      throw Rethrow.undeclared(error);
    }
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

    OnFiber(Action body, Engine engine) {
      super(body);
      this.engine = engine;
      this.side = engine.fiber(this::runToEnd);
    }

    private void runToEnd() {
      runBody();
      side.task = null;
      engine.endsInto(Objects.requireNonNull(caller));
    }

    @Override
    void change() {
      Fiber here = Objects.requireNonNull(Fiber.current(), "a generator left its loop");
      caller = here;
      side.task = here.task;
      side.context = here.context;
      leave(here, side);
    }

    @Override
    void pause() {
      leave(side, Objects.requireNonNull(caller));
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
        LockSupport.park(this);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
