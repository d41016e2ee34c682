package org.asyncio4j.cli.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.asyncio4j.Asyncio;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the tasks of one loop do. The loop writes; whoever makes the timeline reads, on
 * another thread and at any time, so all is guarded by this.
 */
final class LoopRecorder implements LoopObserver {
  /** Arrows from more tasks than that to one await would be a black area. */
  static final int MOST_AWAITED = 64;

  private static final int DEEPEST = 5;
  private static final int SHOWN = 80;
  private static final int FEW = 12;

  /** What a task's or a text's place in the tables takes of the budget. */
  private static final int UNITS_PER_NAME = 4;

  private final EventLoop loop;
  private final Budget budget;

  /** Real time when the first event came, and the loop's time then. */
  private final long startNanos = System.nanoTime();

  private final long loopStartNanos;
  private final EventBuffer events = new EventBuffer();
  private final Words words = new Words();
  private final IdentityHashMap<Task<?>, Integer> live = new IdentityHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable String> codes = new ArrayList<>();
  private final Map<StackTraceElement, Integer> lines = new HashMap<>();
  private final List<int[]> groups = new ArrayList<>();
  private int paidTexts;

  LoopRecorder(EventLoop loop, Budget budget) {
    this.loop = loop;
    this.budget = budget;
    this.loopStartNanos = loop.time().toNanos();
  }

  /** Makes what can be drawn of what was recorded so far. */
  synchronized LoopTimeline timeline(long originNanos) {
    return new TimelineBuilder(events, words, names, codes, groups)
        .build(loop.driver(), startNanos - originNanos, loopStartNanos, loop.time().toNanos());
  }

  synchronized int size() {
    return events.size();
  }

  // ---------------------------------------------------------------- what is told

  @Override
  public synchronized void taskCreated(Task<?> task, @Nullable Task<?> creator) {
    if (budget.exceeded()) {
      return;
    }
    int by = creator == null ? EventBuffer.NONE : numberOf(creator);
    add(EventBuffer.CREATED, task, by, line(), EventBuffer.NONE);
  }

  @Override
  public synchronized void taskStarted(Task<?> task) {
    if (budget.exceeded()) {
      return;
    }
    add(EventBuffer.STARTED, task);
  }

  @Override
  public synchronized void taskSuspended(Task<?> task, @Nullable Future<?> awaited) {
    if (budget.exceeded()) {
      return;
    }
    int text = words.number(awaited == null ? null : textOf(awaited, task));
    int group = EventBuffer.NONE;
    if (awaited != null) {
      List<Integer> tasks = new ArrayList<>();
      collect(awaited, tasks, 0);
      if (!tasks.isEmpty()) {
        groups.add(tasks.stream().mapToInt(Integer::intValue).toArray());
        group = groups.size() - 1;
      }
    }
    add(EventBuffer.SUSPENDED, task, text, line(), group);
    learn(task);
  }

  @Override
  public synchronized void taskResumed(Task<?> task) {
    if (budget.exceeded()) {
      return;
    }
    add(EventBuffer.RESUMED, task);
  }

  @Override
  public synchronized void taskBlocked(Task<?> task) {
    if (budget.exceeded()) {
      return;
    }
    add(EventBuffer.BLOCKED, task);
  }

  @Override
  public synchronized void taskUnblocked(Task<?> task) {
    if (budget.exceeded()) {
      return;
    }
    add(EventBuffer.RESUMED, task);
  }

  @Override
  public synchronized void taskCancelRequested(
      Task<?> task, @Nullable Task<?> by, @Nullable String message) {
    if (budget.exceeded()) {
      return;
    }
    int who = by == null ? EventBuffer.NONE : numberOf(by);
    add(EventBuffer.CANCEL_REQUESTED, task, who, line(), words.number(message));
  }

  @Override
  public synchronized void taskDone(Task<?> task) {
    if (budget.exceeded()) {
      live.remove(task);
      return;
    }
    Outcome<?> outcome = Debug.outcome(task);
    int how =
        switch (outcome) {
          case Outcome.Failure<?> _ -> EventBuffer.FAILED;
          case Outcome.Cancelled<?> _ -> EventBuffer.CANCELLED;
          case null, default -> EventBuffer.FINISHED;
        };
    learn(task);
    add(EventBuffer.DONE, task, how, EventBuffer.NONE, words.number(shown(outcome)));
    live.remove(task);
  }

  // ---------------------------------------------------------------- how it is written down

  private void add(byte kind, Task<?> task) {
    add(kind, task, EventBuffer.NONE, EventBuffer.NONE, EventBuffer.NONE);
  }

  private void add(byte kind, Task<?> task, int x, int y, int z) {
    int number = numberOf(task);
    int texts = words.size();
    if (number != EventBuffer.NONE && budget.take(1 + UNITS_PER_NAME * (texts - paidTexts))) {
      events.add(kind, loop.time().toNanos(), number, x, y, z);
    }
    paidTexts = texts;
  }

  private int numberOf(Task<?> task) {
    Integer known = live.get(task);
    if (known != null) {
      return known;
    }
    int number = names.size();
    if (budget.take(UNITS_PER_NAME)) {
      live.put(task, number);
      names.add(task.name());
      codes.add(null);
      return number;
    }
    return EventBuffer.NONE;
  }

  private int line() {
    StackTraceElement line = Debug.line();
    if (line == null) {
      return EventBuffer.NONE;
    }
    return lines.computeIfAbsent(
        line, _ -> words.number(line.getFileName() + ":" + line.getLineNumber()));
  }

  /** The name may have been set since; the code is only known once it has run. */
  private void learn(Task<?> task) {
    Integer known = live.get(task);
    if (known != null && codes.get(known) == null) {
      names.set(known, task.name());
      codes.set(known, CodeName.of(task));
    }
  }

  /** What is awaited, without what differs each time: that would be a new text for each await. */
  private static String textOf(Future<?> awaited, Task<?> task) {
    if (awaited instanceof Task<?> other) {
      return other.name();
    }
    String text = String.valueOf(task.waitingText());
    if (!text.startsWith("<")) {
      return text.replaceAll("Task '([^']*)'", "$1");
    }
    int end = text.indexOf(' ') < 0 ? text.length() - 1 : text.indexOf(' ');
    int holder = text.lastIndexOf("> held by ");
    String held = holder < 0 ? "" : text.substring(holder + 1).replaceAll("Task '([^']*)'", "$1");
    return text.substring(1, Math.max(1, end)) + held;
  }

  private void collect(Future<?> awaited, List<Integer> into, int depth) {
    if (into.size() >= MOST_AWAITED || depth > DEEPEST) {
      return;
    }
    if (awaited instanceof Task<?> task) {
      Integer number = live.get(task);
      if (number != null) {
        into.add(number);
      }
      return;
    }
    WaitedFor what =
        awaited instanceof Waiter<?> waiter
            ? waiter.what()
            : awaited instanceof WaitedFor self ? self : null;
    if (what != null) {
      for (Future<?> each : what.heldBy()) {
        collect(each, into, depth + 1);
      }
    }
  }

  /**
   * Values of the JDK as Python prints them; of others the type, since their text may cost much.
   */
  private static @Nullable String shown(@Nullable Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Success<?>(var value) -> value == null ? null : shownValue(value);
      case Outcome.Failure<?>(Throwable exception) -> cut(Asyncio.repr(exception));
      case Outcome.Cancelled<?>(Throwable error) -> cut(Asyncio.repr(error));
      case null -> null;
    };
  }

  private static String shownValue(Object value) {
    boolean plain =
        value instanceof CharSequence
            || value instanceof Number
            || value instanceof Boolean
            || (value instanceof List<?> list && list.size() <= FEW && allPlain(list));
    return cut(plain ? Asyncio.repr(value) : value.getClass().getSimpleName());
  }

  private static boolean allPlain(List<?> list) {
    return list.stream()
        .allMatch(each ->
            each == null
                || each instanceof String
                || each instanceof Number
                || each instanceof Boolean
                || each instanceof Outcome<?>);
  }

  private static String cut(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
