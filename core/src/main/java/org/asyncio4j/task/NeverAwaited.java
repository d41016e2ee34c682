package org.asyncio4j.task;

import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/*
 * Made inside a loop, a coroutine object that never ran is reported when that loop closes; made outside,
 * or collected before, when the collector finds it.
 */
/** Coroutine objects that have not started. */
final class NeverAwaited {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Set<Note> open = ConcurrentHashMap.newKeySet();

  /** Says once that a coroutine never ran, unless it was settled before. */
  static final class Note implements Runnable {
    private final String name;
    private final @Nullable Throwable created;
    private final @Nullable NeverAwaited owner;
    private final AtomicBoolean settled = new AtomicBoolean();

    private Note(String name, @Nullable Engine engine) {
      this.name = name;
      this.created = engine == null ? null : engine.creation();
      this.owner =
          engine != null && engine.loop() instanceof TaskLoop loop ? loop.neverAwaited() : null;
    }

    void settle() {
      settled.set(true);
      Engine.undisturbed(this::forget);
    }

    private void remember(Coroutine<?> coroutine) {
      if (owner != null) {
        owner.open.add(this);
      }
      CLEANER.register(coroutine, this);
    }

    private void forget() {
      if (owner != null) {
        owner.open.remove(this);
      }
    }

    private @Nullable ExceptionContext report() {
      if (!settled.compareAndSet(false, true)) {
        return null;
      }
      return new ExceptionContext(
              "coroutine '"
                  + name
                  + "' was never awaited; await it, hand it to createTask, or close() it",
              null)
          .withCreated(created);
    }

    /** The coroutine was collected. On the cleaner's thread. */
    @Override
    public void run() {
      forget();
      ExceptionContext late = report();
      if (late != null) {
        System.getLogger("org.asyncio4j").log(Level.WARNING, late.message(), late.created());
      }
    }
  }

  static Note watch(Coroutine<?> coroutine, String name) {
    Note note = new Note(name, Engine.running());
    Engine.undisturbed(() -> note.remember(coroutine));
    return note;
  }

  /** Reports all that never ran, since the loop closes. */
  void reportAll(Engine engine) {
    for (Note note : open) {
      ExceptionContext report = note.report();
      if (report != null) {
        engine.report(report);
      }
    }
    open.clear();
  }
}
