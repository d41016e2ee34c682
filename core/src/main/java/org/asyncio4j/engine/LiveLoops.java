package org.asyncio4j.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.asyncio4j.loop.EventLoop;

/** The loops of this process that are not closed; one that nobody holds any more is forgotten. */
public final class LiveLoops {
  private static final Set<Entry> LOOPS = ConcurrentHashMap.newKeySet();

  private static final class Entry extends WeakReference<EventLoop> {
    final long number;

    Entry(EventLoop loop, long number) {
      super(loop);
      this.number = number;
    }
  }

  private LiveLoops() {}

  /**
   * Adds a loop, once it is complete. Any thread.
   *
   * @param loop the loop
   * @param engine its machine
   * @return removes it again, when it has closed
   */
  public static Runnable add(EventLoop loop, Engine engine) {
    Entry entry = new Entry(loop, engine.number());
    Engine.undisturbed(() -> {
      LOOPS.removeIf(each -> each.get() == null);
      LOOPS.add(entry);
    });
    return () -> Engine.undisturbed(() -> LOOPS.remove(entry));
  }

  /**
   * Returns the loops. Any thread.
   *
   * @return the loops in the order in which they were made
   */
  public static List<EventLoop> all() {
    List<Entry> entries = new ArrayList<>(LOOPS);
    entries.sort(Comparator.comparingLong(entry -> entry.number));
    List<EventLoop> loops = new ArrayList<>();
    for (Entry entry : entries) {
      EventLoop loop = entry.get();
      if (loop != null) {
        loops.add(loop);
      }
    }
    return loops;
  }
}
