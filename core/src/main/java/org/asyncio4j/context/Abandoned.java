package org.asyncio4j.context;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.OpenGenerators;
import org.asyncio4j.task.TaskLoop;

/*
 * A thread that waits for ever is never collected, so a generator that stands at its yield would stay.
 * Its user's handle, though, can be collected, since nothing here refers to it. This is a late hint, not
 * what a program may rely on: whatever is still open at the end of the run is closed there, in order.
 *
 * A thread waits for what the collector finds. Whoever begins a generator takes some of it over: a loop
 * that abandons generators faster than that thread gets to run would fill the memory.
 */
/** What happens when a generator's handle is collected; CPython's finalizer hook. */
final class Abandoned extends PhantomReference<AsyncGenerator<?>> {
  /** How many are taken over at once; more than one, to catch up. */
  private static final int HELP = 8;

  /** How many tasks are made at once: the memory may be full of what they are to close. */
  private static final int MOST_IN_A_TURN = 500;

  private static final ReferenceQueue<AsyncGenerator<?>> COLLECTED = new ReferenceQueue<>();

  /** Those outside any loop, which nobody else refers to. */
  private static final Set<Abandoned> OUTSIDE = ConcurrentHashMap.newKeySet();

  static {
    Thread.ofPlatform().daemon().name("asyncio-abandoned").start(Abandoned::waitForCollected);
  }

  private final GeneratorCore<?> core;

  private Abandoned(AsyncGenerator<?> handle, GeneratorCore<?> core) {
    super(handle, COLLECTED);
    this.core = core;
  }

  /**
   * Closes a generator if its handle is collected before it has ended.
   *
   * @param handle what its user holds
   * @param core its state, which has to hold what is returned
   */
  static Abandoned watch(AsyncGenerator<?> handle, GeneratorCore<?> core) {
    Abandoned watch = new Abandoned(handle, core);
    Engine.undisturbed(() -> {
      if (Engine.running() == null) {
        OUTSIDE.add(watch);
      }
      Reference<?> gone = COLLECTED.poll();
      for (int i = 1; gone != null; i++) {
        ((Abandoned) gone).collected();
        gone = i < HELP ? COLLECTED.poll() : null;
      }
    });
    return watch;
  }

  /** The generator has ended. */
  void forget() {
    OUTSIDE.remove(this);
  }

  private static void waitForCollected() {
    for (; ; ) {
      try {
        ((Abandoned) COLLECTED.remove()).collected();
      } catch (InterruptedException | OutOfMemoryError e) {
        Thread.onSpinWait(); // this thread never ends; the end of the run closes what it has lost
      }
    }
  }

  private void collected() {
    OUTSIDE.remove(this);
    close(core);
  }

  /**
   * Closes a generator that nobody holds, elsewhere: no code of a user may run here.
   *
   * @param core its state
   */
  static void close(GeneratorCore<?> core) {
    if (!core.standsAtYield()) {
      return;
    }
    TaskLoop loop = core.owner();
    if (loop == null) {
      Thread.ofVirtual().start(core::aclose);
      return;
    }
    if (loop.openGenerators().abandon(core)) {
      try {
        loop.callSoonThreadsafe(() -> closeSome(loop));
      } catch (IllegalStateException e) {
        assert loop.closed(); // which has ended it
      }
    }
  }

  private static void closeSome(TaskLoop loop) {
    OpenGenerators generators = loop.openGenerators();
    for (int i = 0; i < MOST_IN_A_TURN; i++) {
      OpenGenerators.Entry generator = generators.takeAbandoned();
      if (generator == null) {
        return;
      }
      closeInTask(loop, generator);
    }
    if (generators.hasAbandoned()) {
      loop.callSoon(() -> closeSome(loop));
    }
  }

  /** It stays in the list until the task runs, which may be cancelled before. */
  private static void closeInTask(TaskLoop loop, OpenGenerators.Entry generator) {
    loop.createTask(() -> {
      if (loop.openGenerators().remove(generator)) {
        generator.closeAtEnd();
      }
    });
  }
}
