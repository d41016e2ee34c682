package org.asyncio4j.cli.look;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Tasks and loops for tests, made of a few words. */
final class Tasks {
  private Tasks() {}

  static TaskRef ref(long id) {
    return new TaskRef(id, "t" + id);
  }

  private static List<TaskRef> refs(long... ids) {
    return LongStream.of(ids).mapToObj(Tasks::ref).toList();
  }

  /** A task that others await. */
  static TaskView task(long id, long... awaitedBy) {
    return view(id, "WAITING", "Task 'x'", List.of(), refs(awaitedBy));
  }

  /** A task that waits for a lock. */
  static TaskView waiting(long id, long holder) {
    String awaits = "<Lock [locked]> held by Task 't" + holder + "'";
    return view(id, "WAITING", awaits, refs(holder), List.of());
  }

  static TaskView view(
      long id, String state, String awaits, List<TaskRef> heldBy, List<TaskRef> awaitedBy) {
    var frame = new FrameView("Demo", "work", "Demo.java", 12);
    return new TaskView(
        id, "t" + id, state, 0, awaits, heldBy, null, awaitedBy, 1.5, null, List.of(frame));
  }

  static LoopView loop(TaskView... tasks) {
    return loop("loop-1", 0, tasks);
  }

  static LoopView loop(String name, long steps, TaskView... tasks) {
    return new LoopView(
        name,
        "scheduled",
        true,
        true,
        false,
        10,
        steps,
        5,
        0,
        2,
        0,
        null,
        List.of(),
        List.of(tasks),
        null);
  }

  static Listing listing(LoopView... loops) {
    List<Listing.Loop> all = new ArrayList<>();
    for (LoopView loop : loops) {
      all.add(new Listing.Loop(0, loop, loop.name()));
    }
    return new Listing(4711, Listing.DOOR, "0.1", all);
  }
}
