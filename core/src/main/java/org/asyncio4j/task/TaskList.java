package org.asyncio4j.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Other threads read the list while the loop changes it, at no cost for the loop: no lock, no counter,
 * no write that is not there anyway. That works because tasks are added at the end only, once each, and
 * a task that leaves loses its links:
 *
 * - From a task that is in the list, `next` leads to the next one that is; nothing can come in between.
 *   So a reader never passes a live task over, and never runs in a circle.
 * - A task that has left leads nowhere. The reader sees that, goes back to the last one it has read that
 *   is still there, or to the beginning, and on from there.
 *
 * Rejected: to hand the request to the loop (a loop that is held or spins would never answer, and a
 * reader must not change what happens in the loop), and a counter of changes (the reader would have to
 * start anew for ever while tasks come and go).
 */
/**
 * All tasks of a loop that are not done, in the order of creation. The tasks are the links, so that
 * a task costs no entry. Loop's thread only, except for {@link #read}.
 */
final class TaskList {
  private static final int MOST_TIMES_BACK = 100_000;
  private static final VarHandle FIRST;
  private static final VarHandle LAST;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FIRST = lookup.findVarHandle(TaskList.class, "first", Task.class);
      LAST = lookup.findVarHandle(TaskList.class, "last", Task.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private @Nullable Task<?> first;
  private @Nullable Task<?> last;

  private long added;

  void add(Task<?> task) {
    Task<?> before = last;
    task.id = ++added;
    task.previous = before;
    if (before == null) {
      first = task;
    } else {
      before.next = task;
    }
    last = task;
  }

  void remove(Task<?> task) {
    Task<?> before = task.previous;
    if (before == null && first != task) {
      return; // never added: the stack was full
    }
    Task<?> after = task.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    task.previous = null;
    task.next = null;
  }

  boolean isEmpty() {
    return first == null;
  }

  boolean moreThan(int count) {
    int found = 0;
    for (Task<?> task = first; task != null; task = task.next) {
      if (++found > count) {
        return true;
      }
    }
    return false;
  }

  void forEach(Consumer<Task<?>> use) {
    for (Task<?> task = first; task != null; task = task.next) {
      use.accept(task);
    }
  }

  Set<Task<?>> all() {
    Set<Task<?>> all = new LinkedHashSet<>();
    for (Task<?> task = first; task != null; task = task.next) {
      all.add(task);
    }
    return all;
  }

  /**
   * Reads the list. Any thread: every task is there that was in the list all the time.
   *
   * @param most how many to read at most
   * @return the tasks in the order of creation; some may be done by now
   */
  List<Task<?>> read(int most) {
    List<Task<?>> found = new ArrayList<>();
    int back = 0;
    Task<?> task = (Task<?>) FIRST.getAcquire(this);
    while (task != null && found.size() < most) {
      found.add(task);
      Task<?> after = (Task<?>) TaskStanding.NEXT.getAcquire(task);
      if (after == null && LAST.getAcquire(this) != task) {
        after = goBack(found, back++);
      }
      task = after;
    }
    return found;
  }

  /** The last one has left the list: the next is found from one that has not. */
  private @Nullable Task<?> goBack(List<Task<?>> found, int times) {
    if (times > MOST_TIMES_BACK) {
      return null; // tasks come and go faster than they can be read: what was read will have to do
    }
    while (!found.isEmpty()) {
      Task<?> after = (Task<?>) TaskStanding.NEXT.getAcquire(found.getLast());
      if (after != null) {
        return after;
      }
      if (LAST.getAcquire(this) == found.getLast()) {
        return null;
      }
      found.removeLast();
    }
    return (Task<?>) FIRST.getAcquire(this);
  }
}
