package org.asyncio4j.io.selector;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a channel that is tried until it does not have to wait.
 *
 * <pre>
 *   tried at once --done--> result
 *        \--would wait--> registered --ready: tried again--> result or exception
 *                             \--the task is cancelled--> taken back
 * </pre>
 */
public final class Operation<T> extends IoReady {
  /** One try. */
  @FunctionalInterface
  public interface Attempt<T> {
    /**
     * Tries.
     *
     * @return the result, or null if it would have to wait
     * @throws IOException if it fails
     */
    @Nullable T run() throws IOException;
  }

  private final Registration registration;
  private final boolean writes;
  private final Attempt<T> attempt;
  private final Future<T> future;

  private Operation(
      Registration registration, boolean writes, Attempt<T> attempt, Future<T> future) {
    this.registration = registration;
    this.writes = writes;
    this.attempt = attempt;
    this.future = future;
  }

  /**
   * Does an operation for the current task.
   *
   * @param <T> the type of its result
   * @param poller the loop's selector
   * @param channel the channel
   * @param writes whether it waits until the channel can be written, else until it can be read
   * @param what the operation, for reports
   * @param attempt one try
   * @return its result
   * @throws IOException if it fails
   */
  @SuppressWarnings("RedundantThrows") // await() throws what the attempt has thrown, undeclared
  public static <T> T await(
      SelectorPoller poller,
      SelectableChannel channel,
      boolean writes,
      String what,
      Attempt<T> attempt)
      throws IOException {
    T now = attempt.run();
    if (now != null) {
      return now;
    }
    Registration registration = poller.register(channel);
    Future<T> future = Waiter.create(poller.engine(), () -> "<" + what + " on " + channel + ">");
    Operation<T> operation = new Operation<>(registration, writes, attempt, future);
    if (writes) {
      registration.writer(operation);
    } else {
      registration.reader(operation);
    }
    try {
      return future.await();
    } finally {
      operation.takeBack();
    }
  }

  private void takeBack() {
    if (writes && registration.writer() == this) {
      registration.writer(null);
    } else if (!writes && registration.reader() == this) {
      registration.reader(null);
    }
  }

  @Override
  protected void replaced() {
    fail(
        new IllegalStateException(
            "another "
                + (writes ? "writer" : "reader")
                + " was registered for the channel that this operation waits for; let one task"
                + " at a time do so"));
  }

  /**
   * Ends it with an error, unless it has ended.
   *
   * @param error what {@link #await} throws
   */
  public void fail(Throwable error) {
    if (!future.done()) {
      future.setException(error);
    }
  }

  @Override
  protected boolean runsWhenClosed() {
    return true;
  }

  @Override
  protected @Nullable Fiber run(Engine engine) {
    return future.done() ? null : runHere(engine);
  }

  @Override
  protected void runLibrary(Engine unused) {
    try {
      T result = attempt.run();
      if (result != null) {
        takeBack();
        future.setResult(result);
      }
    } catch (Throwable e) {
      takeBack();
      future.setException(e);
    }
  }
}
