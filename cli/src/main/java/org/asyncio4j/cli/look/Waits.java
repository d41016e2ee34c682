package org.asyncio4j.cli.look;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for whom among the tasks of a loop: for a task directly or through combinators, or for
 * a lock that a task holds. Takes a time that grows with the number of tasks and waits.
 */
final class Waits {
  private final Map<Long, TaskView> tasks = new LinkedHashMap<>();
  private final Map<Long, Set<Long>> awaited = new HashMap<>();
  private final Set<Long> wanted = new HashSet<>();

  Waits(Collection<TaskView> tasks) {
    tasks.forEach(task -> this.tasks.put(task.id(), task));
    for (TaskView task : tasks) {
      task.awaitedBy().forEach(by -> add(by.id(), task.id()));
    }
    for (TaskView task : tasks) {
      task.heldBy().forEach(holder -> add(task.id(), holder.id()));
    }
  }

  private void add(long waiting, long other) {
    if (tasks.containsKey(waiting) && tasks.containsKey(other)) {
      awaited.computeIfAbsent(waiting, none -> new LinkedHashSet<>()).add(other);
      wanted.add(other);
    }
  }

  /** Returns the tasks that a task waits for. */
  List<TaskView> of(TaskView task) {
    return awaited.getOrDefault(task.id(), Set.of()).stream().map(this::task).toList();
  }

  private TaskView task(long id) {
    TaskView task = tasks.get(id);
    if (task == null) {
      throw new IllegalStateException("task " + id + " is not in the list");
    }
    return task;
  }

  /** Tells whether a task waits for this one. */
  boolean isWanted(TaskView task) {
    return wanted.contains(task.id());
  }

  /** Returns circles, each begins with its oldest task; of several through one task, one. */
  List<List<TaskRef>> cycles() {
    List<List<TaskRef>> cycles = new ArrayList<>();
    Set<Long> looked = new HashSet<>();
    for (TaskView start : tasks.values()) {
      if (!looked.contains(start.id())) {
        walk(start.id(), looked, cycles);
      }
    }
    return List.copyOf(cycles);
  }

  /** A step on the way from a task: what is still to be looked at. */
  private record Step(long id, Deque<Long> open) {}

  private void walk(long start, Set<Long> looked, List<List<TaskRef>> cycles) {
    Deque<Step> way = new ArrayDeque<>();
    Map<Long, Integer> places = new HashMap<>();
    enter(start, way, places, looked);
    while (!way.isEmpty()) {
      Step last = way.getLast();
      Long next = last.open().poll();
      if (next == null) {
        way.removeLast();
        places.remove(last.id());
      } else if (places.containsKey(next)) {
        cycles.add(circle(way.stream().map(Step::id).skip(places.get(next)).toList()));
      } else if (!looked.contains(next)) {
        enter(next, way, places, looked);
      }
    }
  }

  private void enter(long id, Deque<Step> way, Map<Long, Integer> places, Set<Long> looked) {
    looked.add(id);
    places.put(id, way.size());
    way.addLast(new Step(id, new ArrayDeque<>(awaited.getOrDefault(id, Set.of()))));
  }

  private List<TaskRef> circle(List<Long> ids) {
    int first = ids.indexOf(ids.stream().min(Long::compare).orElseThrow());
    List<TaskRef> circle = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      circle.add(task(ids.get((first + i) % ids.size())).ref());
    }
    return List.copyOf(circle);
  }
}
