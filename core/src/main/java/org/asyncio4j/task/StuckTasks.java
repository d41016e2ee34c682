package org.asyncio4j.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.jspecify.annotations.Nullable;

/*
 * Begins with all that wait for another task, directly, through a lock or through a combinator, and with
 * no deadline; throws out whoever waits for someone who is not among them, again and again. Those who
 * are left wait for each other only, and following them from one to the next ends in a circle.
 */
/** Tasks that cannot go on, whatever the loop does. */
final class StuckTasks {
  /** Chains that end well are gone after two rounds; what takes more is given up. */
  private static final int MOST_ROUNDS = 16;

  /** How deep combinators are followed into each other. */
  private static final int DEEPEST = 32;

  private final Set<Task<?>> left;
  private final Map<Task<?>, Task<?>> lockOwners;

  StuckTasks(List<Task<?>> candidates, Map<Task<?>, Task<?>> lockOwners) {
    this.left = new LinkedHashSet<>(candidates);
    this.lockOwners = lockOwners;
    boolean settled = false;
    for (int round = 0; !settled && round < MOST_ROUNDS; round++) {
      settled = throwOut(round % 2 == 0 ? candidates.reversed() : candidates);
    }
    if (!settled) {
      left.clear();
    }
  }

  /** Whether a task is to be looked at, apart from locks of the JDK. */
  static boolean mayBe(Task<?> task) {
    Future<?> awaited = task.waitingFor();
    if (awaited == null || awaited.done() || hasDeadline(task)) {
      return false;
    }
    if (awaited instanceof Task<?>) {
      return true;
    }
    WaitedFor what = WaitText.what(awaited);
    return what != null && what.deadline() == null && !WaitText.holders(what).isEmpty();
  }

  private static boolean hasDeadline(Task<?> task) {
    for (Timeout timeout = task.timeout; timeout != null; timeout = timeout.outer) {
      if (timeout.when() != null) {
        return true;
      }
    }
    return false;
  }

  private boolean throwOut(List<Task<?>> order) {
    boolean settled = true;
    for (Task<?> task : order) {
      if (left.contains(task) && next(task) == null) {
        left.remove(task);
        settled = false;
      }
    }
    return settled;
  }

  /** The stuck task that this one waits for, or null if it may go on. */
  private @Nullable Task<?> next(Task<?> task) {
    Task<?> owner = lockOwners.get(task);
    if (owner != null) {
      return left.contains(owner) ? owner : null;
    }
    Future<?> awaited = task.waitingFor();
    return awaited == null ? null : stuckIn(awaited, 0);
  }

  private @Nullable Task<?> stuckIn(Future<?> future, int depth) {
    if (future.done() || depth > DEEPEST) {
      return null;
    }
    if (future instanceof Task<?> task) {
      return left.contains(task) ? task : null;
    }
    WaitedFor what = WaitText.what(future);
    if (what == null || what.deadline() != null) {
      return null;
    }
    Combined combined = what instanceof Combined some ? some : null;
    Task<?> found = null;
    for (Future<?> holder : WaitText.holders(what)) {
      if (combined != null && holder.done()) {
        continue;
      }
      Task<?> stuck = stuckIn(holder, depth + 1);
      if (combined != null && combined.needsAll()) {
        found = found == null ? stuck : found;
      } else if (stuck == null) {
        return null;
      } else {
        found = stuck;
      }
    }
    return found;
  }

  List<List<Task<?>>> circles() {
    List<List<Task<?>>> circles = new ArrayList<>();
    Map<Task<?>, Integer> walkOf = new HashMap<>();
    int walk = 0;
    for (Task<?> start : left) {
      Map<Task<?>, Integer> path = new LinkedHashMap<>();
      Task<?> task = start;
      while (task != null && walkOf.putIfAbsent(task, walk) == null) {
        path.put(task, path.size());
        task = next(task);
      }
      Integer from = task == null ? null : path.get(task);
      if (from != null) {
        circles.add(List.copyOf(new ArrayList<>(path.keySet()).subList(from, path.size())));
      }
      walk++;
    }
    return circles;
  }
}
