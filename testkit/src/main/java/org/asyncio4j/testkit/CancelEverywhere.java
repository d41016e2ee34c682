package org.asyncio4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.asyncio4j.Asyncio;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/*
 * The awaits of a program are counted over all its tasks, in the order in which they suspend. The same
 * program suspends in the same order each time, up to the place where something is done to it: so "the
 * k-th await" names the same place in the counting run and in the one that cancels there.
 */
/**
 * Runs a program once to count its awaits, and then again and again, each time with a cancellation
 * at another of them: the task that waits there is cancelled at once, or a turn later, when what it
 * waits for may have come already, or twice. After each run no task may be left, what was entered
 * must have been left, and the program's own rules have to hold.
 *
 * {@snippet :
 * CancelEverywhere.check(ledger -> {
 *   var lock = new Lock();
 *   ledger.atEnd("the lock is free", () -> !lock.locked());
 *   gather(action(() -> use(lock)), action(() -> use(lock))).await();
 * });
 * }
 *
 * <p><b>Threads.</b> Outside any loop; the program runs on a virtual clock.
 */
public final class CancelEverywhere {
  /** A program longer than this is an endless one. */
  private static final int MOST_AWAITS = 10_000;

  /** Virtual time that tasks have for their way out. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  /** A program, made anew for each run by what it does first. */
  @FunctionalInterface
  public interface Program {
    /**
     * Runs it, in a task of its own.
     *
     * @param ledger this run's
     * @throws Throwable what it throws; only a {@link CancelledError} is no fault
     */
    void run(Ledger ledger) throws Throwable;
  }

  /** What is done to the task that waits. */
  private enum Blow {
    NONE,
    AT_ONCE,
    A_TURN_LATER,
    TWICE;

    void strike(Task<?> task, EventLoop loop) {
      if (this == AT_ONCE || this == TWICE) {
        task.cancel();
      }
      if (this == A_TURN_LATER || this == TWICE) {
        loop.callSoon(() -> task.cancel());
      }
    }
  }

  private final Program program;
  private final Blow blow;
  private final int at;
  private final Ledger ledger = new Ledger();
  private int awaits;
  private boolean counting;
  private @Nullable Task<?> checker;
  private String struck = "";

  private CancelEverywhere(Program program, Blow blow, int at) {
    this.program = program;
    this.blow = blow;
    this.at = at;
  }

  /**
   * Runs a program in all these ways.
   *
   * @param program the program
   * @return how many awaits it has
   * @throws AssertionError if a run has a fault; the message tells each one's await and all faults
   */
  public static int check(Program program) {
    Objects.requireNonNull(program, "program");
    CancelEverywhere untouched = new CancelEverywhere(program, Blow.NONE, 0);
    List<String> faults = new ArrayList<>(untouched.run());
    int awaits = untouched.awaits;
    for (int at = 1; at <= awaits && faults.isEmpty(); at++) {
      for (Blow blow : List.of(Blow.AT_ONCE, Blow.A_TURN_LATER, Blow.TWICE)) {
        faults.addAll(new CancelEverywhere(program, blow, at).run());
      }
    }
    if (!faults.isEmpty()) {
      throw new AssertionError(String.join("\n", faults));
    }
    return awaits;
  }

  private List<String> run() {
    try {
      new VirtualClock().run(this::inLoop);
    } catch (DeadlockException e) {
      ledger.fault(String.valueOf(e.getMessage()));
    }
    String where =
        blow == Blow.NONE
            ? "not cancelled: "
            : "cancelled "
                + blow.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + " at await "
                + at
                + ", "
                + struck
                + ": ";
    return ledger.faultsAtEnd().stream().map(fault -> where + fault).toList();
  }

  private void inLoop() {
    EventLoop loop = Asyncio.getRunningLoop();
    loop.setExceptionHandler((_, context) -> ledger.fault("reported: " + context.message()));
    LoopObserver striker =
        new LoopObserver() {
          @Override
          public void taskSuspended(Task<?> task, @Nullable Future<?> awaited) {
            suspends(task, loop);
          }
        };
    Debug.observe(loop, striker);
    checker = Asyncio.currentTask();
    counting = true;
    Task<@Nullable Void> task =
        loop.createTask("program", Asyncio.action(() -> program.run(ledger)));
    Asyncio.wait(List.of(task), PATIENCE, Asyncio.ALL_COMPLETED);
    counting = false;
    noteEnd(task);
    if (awaits > MOST_AWAITS) {
      ledger.fault("more than " + MOST_AWAITS + " awaits: an endless program cannot be checked");
    }
    noteTasksLeft(task);
  }

  /** The task of this class waits too, and is no part of the program. */
  private void suspends(Task<?> task, EventLoop loop) {
    if (!counting || task == checker) {
      return;
    }
    awaits++;
    if (awaits == at) {
      struck = task.toString();
      blow.strike(task, loop);
    } else if (awaits > MOST_AWAITS) {
      counting = false;
    }
  }

  private void noteEnd(Task<?> task) {
    if (!task.done()) {
      ledger.fault("the program does not end: " + task);
      return;
    }
    Throwable error = task.cancelled() ? null : task.exception();
    if (error != null && !(error instanceof CancelledError)) {
      ledger.fault("the program failed: " + error);
    }
  }

  private void noteTasksLeft(Task<?> program) {
    List<Task<?>> left = new ArrayList<>(Asyncio.allTasks());
    left.removeIf(task -> task == checker || task == program);
    if (!left.isEmpty()) {
      Asyncio.wait(left, PATIENCE, Asyncio.ALL_COMPLETED);
    }
    for (Task<?> task : left) {
      if (!task.done()) {
        ledger.fault("a task is left: " + task);
      }
    }
  }
}
