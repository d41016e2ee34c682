package org.asyncio4j.context;

import java.lang.ref.Cleaner;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.task.TaskLoop;

/*
 * A thread that waits for ever is never collected, so a generator that stands at its yield would stay.
 * Its user's handle, though, can be collected, since nothing here refers to it. This is a late hint, not
 * what a program may rely on: whatever is still open at the end of the run is closed there, in order.
 */
/** What happens when a generator's handle is collected; CPython's finalizer hook. */
final class Abandoned implements Runnable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final GeneratorCore<?> core;

  Abandoned(GeneratorCore<?> core) {
    this.core = core;
  }

  static void watch(AsyncGenerator<?> handle, GeneratorCore<?> core) {
    Engine.undisturbed(() -> CLEANER.register(handle, new Abandoned(core)));
  }

  /** On the cleaner's thread, where no code of a user may run. */
  @Override
  public void run() {
    if (!core.standsAtYield()) {
      return;
    }
    TaskLoop loop = core.owner();
    if (loop == null) {
      Thread.ofVirtual().start(core::aclose);
      return;
    }
    try {
      loop.callSoonThreadsafe(() -> closeInTask(loop));
    } catch (IllegalStateException e) {
      assert loop.closed(); // which has ended it
    }
  }

  /** It stays in the list until the task runs, which may be cancelled before. */
  private void closeInTask(TaskLoop loop) {
    if (core.standsAtYield()) {
      loop.createTask(() -> {
        if (loop.openGenerators().remove(core)) {
          core.aclose();
        }
      });
    }
  }
}
