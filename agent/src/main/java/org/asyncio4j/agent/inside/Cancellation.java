package org.asyncio4j.agent.inside;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskLoop;

/*
 * Only a loop's own thread may cancel, so the loop is asked; one that is held answers later, or never.
 *
 *   request --loop takes it--> cancel() --task ends--> cancelled | ended
 *      |                          | \--false--> gone
 *      |                          \--goes on--> asked
 *      \--loop does not take it--> held | stopped | closed
 */
/** Cancels a task from outside its loop, and looks what comes of it. Any thread. */
final class Cancellation {
  private static final Duration FOR_THE_LOOP = Duration.ofSeconds(1);
  private static final Duration FOR_THE_TASK = Duration.ofMillis(500);
  private static final String MESSAGE = "asked by the asyncio command";

  private Cancellation() {}

  static void ofTask(Json json, TaskLoop loop, Task<?> task) {
    json.field("outcome", outcome(loop, task));
    Answers.now(json, task);
    Answers.holder(json, Debug.snapshot(loop, 0));
  }

  private static String outcome(TaskLoop loop, Task<?> task) {
    CompletableFuture<String> taken = new CompletableFuture<>();
    try {
      loop.callSoonThreadsafe(() -> taken.complete(task.cancel(MESSAGE) ? "asked" : "gone"));
    } catch (IllegalStateException e) {
      return "closed";
    }
    taken.completeOnTimeout(
        Debug.snapshot(loop, 0).running() ? "held" : "stopped",
        FOR_THE_LOOP.toMillis(),
        TimeUnit.MILLISECONDS);
    try {
      String outcome = taken.join();
      return outcome.equals("asked") && endsSoon(task) ? end(task) : outcome;
    } catch (CompletionException e) {
      return "failed: " + e.getCause();
    }
  }

  private static String end(Task<?> task) {
    return task.cancelled() ? "cancelled" : "ended";
  }

  private static boolean endsSoon(Task<?> task) {
    long end = System.nanoTime() + FOR_THE_TASK.toNanos();
    while (!task.done() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(5_000_000);
    }
    return task.done();
  }
}
