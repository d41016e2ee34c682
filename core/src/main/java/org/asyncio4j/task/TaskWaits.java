package org.asyncio4j.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.asyncio4j.engine.Waits;
import org.asyncio4j.fiber.Fiber;

/** The waits of a loop's tasks. */
final class TaskWaits implements Waits {
  private final TaskList tasks;

  TaskWaits(TaskList tasks) {
    this.tasks = tasks;
  }

  @Override
  public boolean moreTasksThan(int count) {
    return tasks.moreThan(count);
  }

  @Override
  public String lines(int most) {
    List<Task<?>> some = tasks.read(most + 1);
    String text =
        some.stream()
            .limit(most)
            .map(task -> "\n  " + WaitText.line(task, null))
            .collect(Collectors.joining());
    return some.size() > most ? text + "\n  ..." : text;
  }

  @Override
  public List<Circle> circles(Map<Thread, Long> lockOwners) {
    List<Task<?>> candidates = new ArrayList<>();
    Map<Task<?>, Task<?>> owners = Map.of();
    if (lockOwners.isEmpty()) {
      tasks.forEach(task -> {
        if (StuckTasks.mayBe(task)) {
          candidates.add(task);
        }
      });
      if (candidates.isEmpty()) {
        return List.of();
      }
    } else {
      List<Task<?>> all = tasks.read(Integer.MAX_VALUE);
      owners = owners(all, lockOwners);
      for (Task<?> task : all) {
        if (StuckTasks.mayBe(task) || owners.containsKey(task)) {
          candidates.add(task);
        }
      }
    }
    StuckTasks stuck = new StuckTasks(candidates, owners);
    List<Circle> circles = new ArrayList<>();
    for (List<Task<?>> circle : stuck.circles()) {
      circles.add(circle(circle, owners));
    }
    return circles;
  }

  private static Circle circle(List<Task<?>> circle, Map<Task<?>, Task<?>> owners) {
    Set<Object> waits = new HashSet<>();
    for (Task<?> task : circle) {
      Object awaited = task.waitingFor();
      Fiber fiber = task.fiber();
      if (awaited != null) {
        waits.add(awaited);
      } else if (fiber != null) {
        waits.add(fiber.thread());
      }
    }
    return new Circle(
        waits,
        circle.size(),
        () ->
            circle.stream().map(task -> "'" + task.name() + "' -> ").collect(Collectors.joining())
                + "'"
                + circle.getFirst().name()
                + "'",
        () ->
            circle.stream()
                .map(task -> "\n  " + WaitText.line(task, owners.get(task)))
                .collect(Collectors.joining()));
  }

  /** Which task waits for a lock of the JDK that which other task holds. */
  private static Map<Task<?>, Task<?>> owners(List<Task<?>> tasks, Map<Thread, Long> lockOwners) {
    Map<Long, Task<?>> byThread = new HashMap<>();
    for (Task<?> task : tasks) {
      for (Fiber fiber = task.fiber(); fiber != null; fiber = fiber.below) {
        byThread.put(fiber.thread().threadId(), task);
      }
    }
    Map<Task<?>, Task<?>> owners = new HashMap<>();
    for (Task<?> task : tasks) {
      Fiber fiber = task.fiber();
      Long owner = fiber == null ? null : lockOwners.get(fiber.thread());
      Task<?> holder = owner == null ? null : byThread.get(owner);
      if (holder != null) {
        owners.put(task, holder);
      }
    }
    return owners;
  }

  @Override
  public Set<Thread> inLocks() {
    Set<Thread> threads = new LinkedHashSet<>();
    for (Task<?> task : tasks.read(Integer.MAX_VALUE)) {
      Fiber fiber = task.fiber();
      if (fiber != null && WaitText.waitsForLock(fiber)) {
        threads.add(fiber.thread());
      }
    }
    return threads;
  }
}
