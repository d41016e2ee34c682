package org.asyncio4j.debug;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.asyncio4j.debug.FutureCallGraph.Extent;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** Follows from a future to those who await it. Used once; by one thread. */
final class CallGraphBuilder {
  /** A future awaited by two, each awaited by two more, and so on: the graph has no natural end. */
  private static final int MOST_FUTURES = 10_000;

  private static final int DEEPEST = 200;

  private final CallGraphOptions options;
  private final @Nullable Task<?> current;
  private final Set<Future<?>> path = new HashSet<>();
  private int count;

  CallGraphBuilder(CallGraphOptions options, @Nullable Task<?> current) {
    this.options = options;
    this.current = current;
  }

  FutureCallGraph build(Future<?> future) {
    count++;
    if (!path.add(future)) {
      return new FutureCallGraph(future, List.of(), List.of(), null, Extent.CYCLE);
    }
    List<FutureCallGraph> awaitedBy = new ArrayList<>();
    Extent extent = Extent.COMPLETE;
    for (Task<?> awaiter : awaiters(future)) {
      if (count >= MOST_FUTURES || path.size() >= DEEPEST) {
        extent = Extent.CUT;
        break;
      }
      awaitedBy.add(build(awaiter));
    }
    path.remove(future);
    Task<?> task = future instanceof Task<?> some ? some : null;
    return new FutureCallGraph(
        future,
        task == null ? List.of() : lines(task),
        awaitedBy,
        task == null ? null : task.waitingText(),
        extent);
  }

  private List<FrameCallGraphEntry> lines(Task<?> task) {
    Integer limit = options.limit();
    if (limit != null && limit == 0) {
      return List.of();
    }
    List<StackTraceElement> stack = task.stack();
    int from = task == current ? Math.min(options.depth() - 1, stack.size()) : 0;
    int to = stack.size();
    if (limit != null && limit > 0) {
      from = (int) Math.max(from, (long) to - limit);
    } else if (limit != null) {
      to = (int) Math.min(to, from - (long) limit);
    }
    return stack.subList(from, to).stream().map(FrameCallGraphEntry::new).toList();
  }

  /** The tasks that await a future; the futures of combinators between are left out. */
  static Set<Task<?>> awaiters(Future<?> future) {
    Set<Task<?>> tasks = new LinkedHashSet<>();
    Set<Future<?>> between = new HashSet<>();
    List<Future<?>> open = new ArrayList<>(List.of(future));
    for (int i = 0; i < open.size() && tasks.size() < MOST_FUTURES; i++) {
      for (Future<?> awaiter : open.get(i).awaitedBy()) {
        if (awaiter instanceof Task<?> task) {
          tasks.add(task);
        } else if (between.add(awaiter)) {
          open.add(awaiter);
        }
      }
    }
    return tasks;
  }
}
