package org.asyncio4j.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.error.BaseExceptionGroup;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.error.ThrowableGroup;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.function.VoidBodyOf;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/*
 * Order of events: CPython 3.14, Lib/asyncio/taskgroups.py; cancel() and what depends on it: 3.15.
 *
 * Who cancels whom: a failed task aborts the group, that is, cancels the other tasks and, once, the parent,
 * so that the block ends too. That one request to the parent is the group's own; leave() takes it back
 * (uncancel). A request of someone else stays, and wins unless there are errors; these win over it, and the
 * request is then made anew for the parent's next await.
 */
/**
 * Tasks that end together: the block that creates them ends when all of them have; if one fails,
 * the others are cancelled.
 *
 * {@snippet :
 * Page page = taskGroupResult(g -> {
 *   Task<User> user = g.createTask(() -> fetchUser());
 *   Task<Orders> orders = g.createTask(() -> fetchOrders());
 *   return new Page(await(user), await(orders));
 * });
 * }
 *
 * <pre>
 *   CREATED --enter--> OPEN --block ends--> CLOSING --last task ends--> FINISHED
 *                        \__ a task fails, the block fails, cancel() __/  shutting down: no new tasks
 * </pre>
 *
 * <p><b>Errors.</b> What tasks and block throw is thrown as one {@link ExceptionGroup}, also if it
 * is one exception; as a {@link BaseExceptionGroup} if one is an {@link Error}. Tasks that end
 * cancelled count as ended. {@link KeyboardInterrupt} and {@link SystemExit} are thrown bare; what
 * else was thrown is suppressed by them. The groups are unchecked, so the block may throw any
 * exception and its caller declares none. A generator had better not yield inside the block: its
 * {@link GeneratorExit} goes into a group as any other (3.15 throws it bare if it is alone).
 *
 * <p><b>Threads.</b> The loop's.
 *
 * <p><b>Cancellation.</b> Cancelling the task around the block cancels the tasks in it; the {@link
 * CancelledError} goes on when they have ended.
 *
 * <p><b>try-with-resources.</b> {@code try (var g = TaskGroup.open()) { ... }} waits at the end of
 * the block too. But Java does not show {@code close()} what the block throws, nor lets it replace
 * that. So: an exception of the block does not cancel the tasks, {@code close()} waits for them,
 * and what they throw is suppressed by it. If a task fails while the block still runs, the block's
 * next await throws a {@link CancelledError} that suppresses the group; {@code catch
 * (ExceptionGroup e)} at the same {@code try} misses it. From the next {@code taskGroup} or {@code
 * timeout} around it, or the end of the task, it is the group that goes on. A task that fails while
 * {@code close()} waits is thrown by {@code close()} as by the block form. {@link #cancel()} lets
 * the block itself go on.
 *
 * <p>{@code asyncio.TaskGroup}, 3.14, with {@code cancel} of 3.15.
 */
public final class TaskGroup implements AutoCloseable {
  private static final String MESSAGE = "unhandled errors in a TaskGroup";

  private final GroupMembers tasks = new GroupMembers(this::taskDone);
  private final List<Throwable> errors = new ArrayList<>();
  private final boolean seesBlock;
  private boolean entered;
  private boolean closing;
  private boolean finished;
  private boolean aborting;
  private boolean cancelOnEntry;
  private @Nullable TaskLoop loop;

  /** Who has entered. */
  private @Nullable Task<?> parent;

  private @Nullable Context context;
  private int cancellingBefore;
  private boolean parentCancelRequested;
  private @Nullable Throwable baseError;

  /** What the parent waits for at the end of the block. */
  private @Nullable Future<@Nullable Void> completed;

  private TaskGroup(boolean seesBlock) {
    this.seesBlock = seesBlock;
  }

  /**
   * Makes a group that is not entered; {@link #run} and {@link #call} enter it. It may be handed to
   * others before, who may then {@link #cancel()} it.
   *
   * @return the group
   */
  public static TaskGroup create() {
    return new TaskGroup(true);
  }

  /**
   * Makes a group and enters it, for try-with-resources; see the description of this class for what
   * that form cannot do.
   *
   * @return the group, to be closed by the same task
   * @throws IllegalStateException if no task runs the caller
   */
  public static TaskGroup open() {
    TaskGroup group = new TaskGroup(false);
    group.enter();
    return group;
  }

  /**
   * Runs a block in this group, and waits for the group's tasks.
   *
   * @param block the block, given this group
   * @throws ExceptionGroup what tasks and block have thrown
   * @throws BaseExceptionGroup what they have thrown, if an {@link Error} is among it
   * @throws IllegalStateException if the group was entered before, or if no task runs the caller
   */
  public void run(VoidBodyOf<? super TaskGroup, ? extends Exception> block) {
    Objects.requireNonNull(block, "block");
    call(group -> {
      block.run(group);
      return null;
    });
  }

  /**
   * Runs a block with a result in this group, and waits for the group's tasks.
   *
   * @param <T> the type of the result
   * @param block the block, given this group
   * @return its result, or null if {@link #cancel()} has ended it before
   * @throws ExceptionGroup what tasks and block have thrown
   * @throws BaseExceptionGroup what they have thrown, if an {@link Error} is among it
   * @throws IllegalStateException if the group was entered before, or if no task runs the caller
   */
  public <T extends @Nullable Object> @Nullable T call(
      BodyOf<? super TaskGroup, T, ? extends Exception> block) {
    Objects.requireNonNull(block, "block");
    enter();
    T result;
    try {
      result = block.run(this);
    } catch (Throwable e) {
      leave(SuppressedGroup.insteadOf(e));
      return null;
    }
    leave(null);
    return result;
  }

  /**
   * Ends the block of a try-with-resources: waits for the group's tasks. Does nothing if the group
   * has ended.
   *
   * @throws ExceptionGroup what the tasks have thrown
   * @throws BaseExceptionGroup what they have thrown, if an {@link Error} is among it
   */
  @Override
  public void close() {
    Task<?> entering = parent;
    if (closing || entering == null) {
      return;
    }
    engineCheck(entering, "close");
    if (!aborting && entering.cancelling() > cancellingBefore) {
      abort();
    }
    leave(null);
  }

  private static void engineCheck(Task<?> task, String what) {
    ((TaskLoop) task.loop()).engine().checkThread(what);
  }

  private void enter() {
    if (entered) {
      throw new IllegalStateException(
          "TaskGroup " + this + " has already been entered; a group has one block, make a new one");
    }
    TaskLoop current = TaskLoop.current();
    Task<?> task = TaskLoop.currentTask();
    if (task == null) {
      throw new IllegalStateException(
          "TaskGroup "
              + this
              + " cannot determine the parent task; a callback cannot wait for tasks, make one with"
              + " createTask(...)");
    }
    loop = current;
    parent = task;
    context = Context.current().copy();
    cancellingBefore = task.cancelling();
    entered = true;
    if (cancelOnEntry) {
      cancel();
    }
  }

  // ---------------------------------------------------------------- tasks

  /**
   * Makes a task of this group.
   *
   * @param <T> the type of its result
   * @param coroutine its code
   * @return the task
   * @throws IllegalStateException if the group is not entered, has ended, or is shutting down since
   *     something has failed or was cancelled
   */
  public <T extends @Nullable Object> Task<T> createTask(Awaitable<T> coroutine) {
    return createTask(coroutine, TaskOptions.defaults());
  }

  /**
   * Makes a task of this group, without a result.
   *
   * @param coroutine its code
   * @return the task
   * @throws IllegalStateException as {@link #createTask(Awaitable)}
   */
  public Task<@Nullable Void> createTask(Action coroutine) {
    return createTask(ActionCoroutine.of(coroutine), TaskOptions.defaults());
  }

  /**
   * Makes a task of this group with a name.
   *
   * @param <T> the type of its result
   * @param name its name
   * @param coroutine its code
   * @return the task
   * @throws IllegalStateException as {@link #createTask(Awaitable)}
   */
  public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T> coroutine) {
    Objects.requireNonNull(name, "name");
    return createTask(coroutine, TaskOptions.defaults().withName(name));
  }

  /**
   * Makes a task of this group with a name, without a result.
   *
   * @param name its name
   * @param coroutine its code
   * @return the task
   * @throws IllegalStateException as {@link #createTask(Awaitable)}
   */
  public Task<@Nullable Void> createTask(String name, Action coroutine) {
    return createTask(name, ActionCoroutine.of(coroutine));
  }

  /**
   * Makes a task of this group with options, without a result.
   *
   * @param coroutine its code
   * @param options name, context, eager start
   * @return the task
   * @throws IllegalStateException as {@link #createTask(Awaitable)}
   */
  public Task<@Nullable Void> createTask(Action coroutine, TaskOptions options) {
    return createTask(ActionCoroutine.of(coroutine), options);
  }

  /**
   * Makes a task of this group with options.
   *
   * @param <T> the type of its result
   * @param coroutine its code
   * @param options name, context, eager start
   * @return the task
   * @throws IllegalStateException as {@link #createTask(Awaitable)}
   */
  public <T extends @Nullable Object> Task<T> createTask(
      Awaitable<T> coroutine, TaskOptions options) {
    Objects.requireNonNull(coroutine, "coroutine");
    Objects.requireNonNull(options, "options");
    TaskLoop in = loop;
    if (in == null || !entered) {
      throw refuse(coroutine, "has not been entered; create tasks inside its block");
    }
    in.engine().checkThread("createTask");
    if (closing && tasks.isEmpty()) {
      throw refuse(coroutine, "is finished; all its tasks have ended, and so has its block");
    }
    if (aborting) {
      throw refuse(coroutine, "is shutting down; its tasks are being cancelled, it takes no more");
    }
    Task<T> task = in.createTask(coroutine, options);
    tasks.add(task, Objects.requireNonNull(parent), Objects.requireNonNull(context));
    if (aborting && !task.done()) {
      task.cancel(); // it started eagerly and cancelled the group before it was in
    }
    return task;
  }

  private IllegalStateException refuse(Awaitable<?> coroutine, String why) {
    if (coroutine instanceof Coroutine<?> own) {
      own.close();
    }
    return new IllegalStateException("TaskGroup " + this + " " + why);
  }

  private void taskDone(Task<?> task) {
    Future<@Nullable Void> end = completed;
    if (end != null && tasks.isEmpty() && !end.done()) {
      end.setResult(null);
    }
    Throwable error = task.cancelled() ? null : task.exception();
    if (error != null) {
      failed(task, error);
    }
  }

  private void failed(Task<?> task, Throwable error) {
    errors.add(error);
    noteBaseError(error);
    Task<?> around = Objects.requireNonNull(parent);
    if (finished || around.done()) {
      Objects.requireNonNull(loop)
          .callExceptionHandler(
              new ExceptionContext(
                      "Task "
                          + task
                          + " has errored out but its parent task "
                          + around
                          + " is already completed",
                      error)
                  .withFuture(task));
    } else if (!aborting && !parentCancelRequested) {
      abort();
      parentCancelRequested = true;
      around.cancel();
    }
  }

  private void noteBaseError(Throwable error) {
    boolean endsTheProgram = error instanceof KeyboardInterrupt || error instanceof SystemExit;
    if (endsTheProgram && baseError == null) {
      baseError = error;
    }
  }

  private void abort() {
    aborting = true;
    for (Task<?> task : tasks.all()) {
      if (!task.done()) {
        task.cancel();
      }
    }
  }

  /**
   * Ends this group early: its tasks and its block are cancelled, and the block form returns,
   * without a {@link CancelledError}, when they have ended; what they throw meanwhile is thrown as
   * ever. Before the block it ends the block at its first await; after it, or a second time, it
   * does nothing.
   *
   * <p>{@code asyncio.TaskGroup.cancel}, 3.15.
   */
  public void cancel() {
    Task<?> around = parent;
    if (!entered) {
      cancelOnEntry = true;
      return;
    }
    if (around == null || aborting || finished || (closing && tasks.isEmpty())) {
      return;
    }
    engineCheck(around, "cancel");
    abort();
    if (seesBlock && !parentCancelRequested) {
      parentCancelRequested = true;
      around.cancel();
    }
  }

  // ---------------------------------------------------------------- the end of the block

  /** Waits for the tasks; throws what is to be thrown, in place of what the block has thrown. */
  private void leave(@Nullable Throwable thrown) {
    Task<?> around = Objects.requireNonNull(parent);
    closing = true;
    try {
      if (thrown instanceof GeneratorExit && around.unwinding()) {
        throw Rethrow.undeclared(thrown); // the loop closes, and the tasks with it
      }
      if (thrown != null) {
        noteBaseError(thrown);
        if (!aborting) {
          abort();
        }
      }
      finish(around, thrown, waitForTasks(thrown));
    } finally {
      finished = true;
      errors.clear();
      baseError = null;
    }
  }

  /**
   * How the wait was cancelled.
   *
   * @param last the last cancellation, or null
   * @param toPropagate the one that is not the group's own, or null
   */
  private record Cancelled(@Nullable CancelledError last, @Nullable CancelledError toPropagate) {}

  /** The parent may be cancelled again and again meanwhile. */
  private Cancelled waitForTasks(@Nullable Throwable thrown) {
    CancelledError last = null;
    CancelledError toPropagate = thrown instanceof CancelledError cancelled ? cancelled : null;
    while (!tasks.isEmpty()) {
      Future<@Nullable Void> end =
          Waiter.create(Objects.requireNonNull(loop).engine(), new Running());
      completed = end;
      try {
        end.await();
      } catch (CancelledError e) {
        last = e;
        if (!aborting) {
          toPropagate = e;
          abort();
        }
      } catch (Throwable e) {
        abort();
        suppressAll(e, thrown);
        throw e;
      } finally {
        completed = null;
      }
    }
    return new Cancelled(last, toPropagate);
  }

  private void finish(Task<?> around, @Nullable Throwable thrown, Cancelled cancelled) {
    CancelledError toPropagate = cancelled.toPropagate;
    Throwable base = baseError;
    if (base != null) {
      suppressAll(base, thrown);
      throw Rethrow.undeclared(base);
    }
    if (parentCancelRequested) {
      if (around.uncancel() == 0) {
        toPropagate = null;
      } else if (toPropagate == null) {
        toPropagate = cancelled.last;
      }
    }
    if (toPropagate != null && errors.isEmpty()) {
      throw toPropagate;
    }
    if (thrown != null && !(thrown instanceof CancelledError)) {
      errors.add(thrown);
    }
    if (!errors.isEmpty()) {
      throwErrors(around, toPropagate != null);
    }
  }

  private void throwErrors(Task<?> around, boolean cancelled) {
    if (seesBlock ? around.cancelling() > 0 : cancelled) {
      around.uncancel();
      around.cancel();
    }
    throw Rethrow.undeclared(ThrowableGroup.of(MESSAGE, errors).asThrowable());
  }

  /** Only one can be thrown. */
  private void suppressAll(Throwable error, @Nullable Throwable thrown) {
    for (Throwable each : errors) {
      if (each != error) {
        error.addSuppressed(each);
      }
    }
    if (thrown != null && thrown != error && !(thrown instanceof CancelledError)) {
      error.addSuppressed(thrown);
    }
  }

  /** What the parent waits for. */
  private final class Running implements Combined {
    @Override
    public String verb() {
      return "taskGroup";
    }

    @Override
    public Collection<Task<?>> heldBy() {
      return tasks.all();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("<TaskGroup");
    if (!tasks.isEmpty()) {
      text.append(" tasks=").append(tasks.size());
    }
    if (!errors.isEmpty()) {
      text.append(" errors=").append(errors.size());
    }
    if (aborting) {
      text.append(" cancelling");
    } else if (entered) {
      text.append(" entered");
    }
    return text.append('>').toString();
  }
}
