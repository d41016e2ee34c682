package org.asyncio4j.task;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All tasks of a loop that are not done, in the order of creation. The tasks are the links, so that
 * a task costs no entry. Loop's thread only.
 */
final class TaskList {
  private @Nullable Task<?> first;
  private @Nullable Task<?> last;

  void add(Task<?> task) {
    Task<?> before = last;
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

  Set<Task<?>> all() {
    Set<Task<?>> all = new LinkedHashSet<>();
    for (Task<?> task = first; task != null; task = task.next) {
      all.add(task);
    }
    return all;
  }
}
