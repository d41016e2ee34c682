package org.asyncio4j.task;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.fiber.StackRoom;
import org.jspecify.annotations.Nullable;

/*
 *   maker: createTask ---> runner: the task's first step ---> maker goes on, createTask returns
 *                                  |  ends: done already
 *                                  |  awaits: its fiber is suspended, as after any step
 *                                  \  sits in a blocking call of the JDK, and the loop goes on without it
 *
 * Both changes go past the ready queue: the maker's fiber leaves in favour of a runner, and the task, when
 * it leaves or ends, names the maker as the next to run. The maker keeps its task and its context on its own
 * fiber, so both are swapped by the change itself. Makers may stand in each other's first step to any depth
 * that the limit allows; each stands on a stack of its own.
 *
 * Source: CPython 3.14, Modules/_asynciomodule.c, task_eager_start.
 */
/** The first step of a task that is taken inside {@code createTask}. The loop's thread only. */
final class EagerStart {
  /** Each one inside another takes a stack: an endless recursion has to end before memory does. */
  static final int DEEPEST = 10_000;

  private final Fiber maker;
  private final int depth;
  private @Nullable Throwable escaped;

  private EagerStart(Fiber maker, int depth) {
    this.maker = maker;
    this.depth = depth;
  }

  /**
   * Starts a task in place of the caller and returns when its first step is over.
   *
   * @return false if that cannot be done here; nothing has happened then
   */
  static boolean of(Task<?> task) {
    TaskHooks.checkMayLeave(task);
    Fiber here = Fiber.current();
    TaskLoop loop = (TaskLoop) task.loop();
    if (here == null || Engine.running() != loop.engine()) {
      return false;
    }
    EagerStart outer = here.task instanceof Task<?> current ? current.eager : null;
    EagerStart start = new EagerStart(here, outer == null ? 1 : outer.depth + 1);
    if (start.depth > DEEPEST) {
      throw new StackOverflowError(
          DEEPEST
              + " tasks have started each other eagerly, each in the first step of the one before;"
              + " end the recursion, or create some of them with withEagerStart(false)");
    }
    if (!start.run(task, loop)) {
      return false;
    }
    if (start.escaped != null) {
      throw Rethrow.undeclared(start.escaped);
    }
    return true;
  }

  private boolean run(Task<?> task, TaskLoop loop) {
    StackRoom.ensure();
    task.eager = this;
    task.stepDue = false;
    task.enlist();
    boolean started = false;
    try {
      started = task.context().run(() -> loop.engine().runNow(maker, task));
    } catch (Throwable e) {
      loop.tasks().remove(task);
      throw e;
    } finally {
      if (!started) {
        task.eager = null;
        task.stepDue = true;
      }
    }
    return started;
  }

  /** The fiber that called createTask. */
  Fiber maker() {
    return maker;
  }

  /** What ends the loop, by way of the maker. */
  void escapes(Throwable error) {
    escaped = error;
  }
}
