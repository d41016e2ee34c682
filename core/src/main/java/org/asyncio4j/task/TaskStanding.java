package org.asyncio4j.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Readings;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.text.UserFrames;
import org.jspecify.annotations.Nullable;

/*
 * The fields here are written by whoever holds the loop, with plain writes, and read by any thread: what
 * is read may be out of date, and two fields need not fit each other, so no question relies on that.
 */
/**
 * Where a task stands: the part of {@link Task} that tools ask. Any thread; nothing here throws.
 *
 * @param <T> the type of the result
 */
abstract class TaskStanding<T extends @Nullable Object> extends Future<T> {
  /** For {@link TaskList#read}. */
  static final VarHandle NEXT;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(TaskStanding.class, "next", Task.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** More than one stack over another only comes of generators in generators. */
  private static final int MOST_STACKS = 1000;

  private static final AtomicLong NUMBERS = new AtomicLong();

  /** Given or made from the number on demand. */
  volatile @Nullable String name;

  private final long number;

  /** The loop's time when it was made, see {@link Readings#turnNanos}. */
  private final long createdNanos;

  /** The stack it runs on or goes on with, once it has started; null again when it is done. */
  @Nullable Fiber fiber;

  /** What it waits for; null while it runs or is ready. */
  @Nullable Future<?> waiting;

  /** The innermost deadline of the block that it runs. */
  @Nullable Timeout timeout;

  // Its place in the loop's list of tasks, see TaskList.
  @Nullable Task<?> previous;
  @Nullable Task<?> next;
  long id;

  TaskStanding(Engine engine, @Nullable String name) {
    super(engine);
    this.name = name;
    this.number = name == null ? NUMBERS.incrementAndGet() : 0;
    this.createdNanos = Readings.turnNanos(engine);
  }

  /**
   * Returns its name. Any thread.
   *
   * @return the name
   */
  public final String name() {
    String given = name;
    return given == null ? "Task-" + number : given;
  }

  /**
   * Returns its number among the tasks of its loop. Any thread.
   *
   * @return 1 for the first that was made
   */
  public final long id() {
    return id;
  }

  /**
   * Returns where it stands. Any thread; out of date at once if the loop runs.
   *
   * @return the state
   */
  public final TaskState state() {
    if (done()) {
      return TaskState.DONE;
    }
    if (runningOn() != null) {
      return TaskState.RUNNING;
    }
    Fiber stack = fiber;
    if (stack == null) {
      return TaskState.CREATED;
    }
    if (stack.state() == Fiber.BLOCKED) {
      return TaskState.BLOCKED;
    }
    Future<?> awaited = waiting;
    return awaited != null && !awaited.done() ? TaskState.WAITING : TaskState.READY;
  }

  /** The fiber on which it holds the loop, or null. */
  private @Nullable Fiber runningOn() {
    Fiber running = Readings.runningFiber(engine());
    return running != null && running.task == this ? running : null;
  }

  /**
   * Returns the future or the task that it awaits now. Any thread.
   *
   * @return the future; null if it awaits none
   */
  public final @Nullable Future<?> waitingFor() {
    return waiting;
  }

  /**
   * Says what it waits for, and who has to go on before it can. Any thread.
   *
   * @return such as {@code Task 'b'} or {@code <Lock locked> held by Task 'b'}; null if it does not
   *     wait
   */
  public final @Nullable String waitingText() {
    Future<?> awaited = waiting;
    return awaited == null ? null : WaitText.awaited(awaited);
  }

  /**
   * Returns the program's lines on its stack, without those of the library and of the JDK. Any
   * thread.
   *
   * <p>{@code asyncio.Task.get_stack}, 3.14, which gives a suspended task's outermost line only.
   *
   * @return the lines, the last call first; empty if it has not started or is done
   */
  public final List<StackTraceElement> stack() {
    List<StackTraceElement> frames = new ArrayList<>();
    Fiber running = runningOn();
    Fiber each = running != null ? running : fiber;
    for (int i = 0; each != null && i < MOST_STACKS; i++) {
      frames.addAll(UserFrames.of(each.thread().getStackTrace()));
      each = each.below;
    }
    return frames;
  }

  /**
   * Returns when it will be cancelled by the {@code timeout} blocks that it runs, or woken by the
   * timer that it waits for. Any thread.
   *
   * @return time on the loop's clock; null if there is neither
   */
  public final @Nullable Duration deadline() {
    Duration earliest = null;
    for (Timeout each = timeout; each != null; each = each.outer) {
      earliest = earlier(earliest, each.when());
    }
    Future<?> awaited = waiting;
    WaitedFor what = awaited == null ? null : WaitText.what(awaited);
    return what == null ? earliest : earlier(earliest, what.deadline());
  }

  private static @Nullable Duration earlier(@Nullable Duration one, @Nullable Duration other) {
    return one == null || (other != null && other.compareTo(one) < 0) ? other : one;
  }

  /**
   * Returns when it was made, as the loop last knew the time then: it reads its clock once per turn
   * while timers are set, after each wait, and every 64 turns else. Any thread.
   *
   * @return time on the loop's clock
   */
  public final Duration creationTime() {
    return Duration.ofNanos(createdNanos);
  }

  final @Nullable Fiber fiber() {
    return fiber;
  }
}
