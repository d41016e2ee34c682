package org.asyncio4j.debug;

import java.util.List;
import java.util.Objects;
import org.asyncio4j.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * A future or task, where it stands, and who awaits it.
 *
 * <p>{@code asyncio.FutureCallGraph}, 3.14, which has the first three parts.
 *
 * @param future the future or task
 * @param callStack the program's lines on a task's stack, the last call first; empty for a future
 * @param awaitedBy the tasks that await it, directly or through combinators, and who awaits these
 * @param waitsFor what the task waits for itself, such as {@code <Lock locked> held by Task 'b'};
 *     null if it does not wait
 * @param extent whether {@code awaitedBy} is complete
 */
public record FutureCallGraph(
    Future<?> future,
    List<FrameCallGraphEntry> callStack,
    List<FutureCallGraph> awaitedBy,
    @Nullable String waitsFor,
    Extent extent) {

  /** Whether a graph goes on. */
  public enum Extent {
    /** All that await it are listed. */
    COMPLETE,

    /** It has appeared further up: it awaits itself. Who awaits it is listed there. */
    CYCLE,

    /** There are too many, or they are too deep: who awaits it was left out. */
    CUT
  }

  /** Copies the lists. */
  public FutureCallGraph {
    Objects.requireNonNull(future, "future");
    Objects.requireNonNull(extent, "extent");
    callStack = List.copyOf(callStack);
    awaitedBy = List.copyOf(awaitedBy);
  }
}
