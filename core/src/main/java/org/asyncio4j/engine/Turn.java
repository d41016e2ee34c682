package org.asyncio4j.engine;

import java.util.function.BooleanSupplier;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.FiberDriver;
import org.asyncio4j.fiber.FiberHost;
import org.asyncio4j.loop.Poller;
import org.jspecify.annotations.Nullable;

/*
 * One turn: inbox, events and due timers to the end of the ready queue, then exactly what is in the queue
 * now.
 *
 *   carrier:  advance() --> a fiber to resume, or null: wait in the poller, or end
 *   runner:   a fiber that runs user code handle after handle; it calls advance() itself and goes on
 *             without a switch while the next handle is for it, which makes a callback or a task that
 *             never suspends cost a method call
 *
 * A runner whose code suspends belongs to that code from then on; the next user code gets a new runner.
 * In the portable driver whoever leaves calls advance() too, so "who holds the loop" is one fiber or the
 * carrier, never both, and every field without a remark belongs to that holder.
 *
 * Source for the order: CPython 3.14, Lib/asyncio/base_events.py, BaseEventLoop._run_once.
 */
/** What is ready, what runs, and what runs next. */
final class Turn implements FiberHost {
  private final boolean hold =
      BlockingCalls.of(System.getProperty(BlockingCalls.PROPERTY)) == BlockingCalls.HOLD;

  /** After how many turns without timers or waits the clock is read again; a power of two. */
  private static final int CLOCK_TURNS = 64;

  /** How much a turn takes from the inbox at most: others may be faster than the loop. */
  private static final int MOST_HANDED = 10_000;

  private final Engine engine;
  private final FiberDriver driver = FiberDriver.chosen();
  private final Inbox inbox;

  /** Where the carrier waits. */
  private Poller poller;

  /** The same, if it brings events; null in a loop without I/O, which then pays nothing for it. */
  private @Nullable EventSource source;

  private final ReadyQueue ready = new ReadyQueue();
  private final TimerHeap timers = new TimerHeap();

  // The turn under way.
  private int todo;
  private boolean inTurn;
  private boolean stopping;
  private boolean stopped;
  private @Nullable Throwable escaped;
  private int blocked;

  /** How many fibers run, one within the other, while the loop waits for another one. */
  private int aside;

  private BooleanSupplier mayIdle = () -> false;

  // Whose turn it is to run.
  private @Nullable Fiber handoff;
  private final Runners runners;

  // The watchdog and tools read these without a lock; an old value only delays a report.

  /** Steps so far. */
  private long steps;

  /** Turns so far. */
  private long turns;

  /** The loop's time as it was last read. */
  private long turnNanos;

  /** Whether the loop has waited since. */
  private boolean clockDue = true;

  /** The first timer when the loop began to wait last. */
  private long waitsUntil = Poller.NO_DEADLINE;

  /** What runs now or ran last. */
  private @Nullable Ready current;

  /** On whose stack it runs. */
  private @Nullable Fiber holder;

  /** Debug mode, or with observers: when the step under way began; zero if nobody knows. */
  private long stepStarted;

  Turn(Engine engine, Poller poller) {
    this.engine = engine;
    this.poller = poller;
    this.inbox = new Inbox(poller);
    this.runners = new Runners(this);
  }

  Engine engine() {
    return engine;
  }

  Inbox inbox() {
    return inbox;
  }

  Poller poller() {
    return poller;
  }

  @Nullable EventSource source() {
    return source;
  }

  /** By whoever holds the loop, so nobody waits in the poller of before. */
  void attach(EventSource events) {
    source = events;
    poller = events;
    inbox.wakes(events);
  }

  /** Drops all that is scheduled; from now on nothing more can be. */
  void close() {
    inbox.close();
    clear();
    if (source != null) {
      source.close();
    }
  }

  /** Returns whether nothing else may run until the running code says so. */
  boolean held() {
    Fiber now = holder;
    return now != null && now.holds;
  }

  Fiber fiber(Runnable body) {
    return driver.create(this, body);
  }

  // ---------------------------------------------------------------- scheduling

  /**
   * Puts something at the end of the ready queue.
   *
   * @param next what to run
   */
  void soon(Ready next) {
    ready.add(next);
  }

  /**
   * Puts back at the front what has run in part and goes on in this turn.
   *
   * @param next what to run
   */
  void again(Ready next) {
    ready.addFirst(next);
    todo++;
  }

  /**
   * Sets a timer.
   *
   * @param timer the timer
   */
  void schedule(Timer timer) {
    timers.add(timer);
  }

  void timerCancelled(Timer timer) {
    timers.cancelled(timer);
  }

  boolean hasReady() {
    return ready.size() > 0;
  }

  /** Drops all that is scheduled. */
  void clear() {
    for (Ready handed = inbox.take(); handed != null; handed = inbox.take()) {
      handed.drop(engine);
    }
    while (ready.size() > 0) {
      ready.take().drop(engine);
    }
    todo = 0;
    timers.clear(engine);
  }

  // ---------------------------------------------------------------- who runs

  /** Asks that a runner calls {@link Ready#runUserCode} now; returns its fiber. */
  Fiber onRunner(Ready user) {
    return runners.take(user);
  }

  Runners runners() {
    return runners;
  }

  /** The next to run is this fiber; null for whatever {@link #advance} finds. */
  void handOff(@Nullable Fiber next) {
    handoff = next;
  }

  /**
   * Runs another fiber now, in place of the caller, with no turn through the ready queue. The
   * caller goes on when it is resumed.
   *
   * @param from the calling fiber
   * @param to the fiber to run
   * @return false if the caller's thread cannot leave here
   */
  boolean transfer(Fiber from, Fiber to) {
    if (HookSwitch.on()) {
      engine.hooks().checkMayLeave();
    }
    handoff = to;
    boolean left;
    try {
      left = from.suspend();
    } catch (Throwable e) {
      handoff = null; // the stack is full, and the caller goes on
      throw e;
    }
    if (!left) {
      handoff = null;
    }
    return left;
  }

  /**
   * Runs user code now, in place of the caller, on another stack. The caller goes on when that code
   * lets it, by {@link #handOff}. The stack has room for what this calls, see StackRoom.
   *
   * @param from the calling fiber
   * @param user what has user code
   * @return false if the caller's thread cannot leave here
   */
  boolean runNow(Fiber from, Ready user) {
    runners.left(from); // its runner is in use, although it has not left yet
    Fiber to = runners.take(user);
    boolean left = false;
    try {
      left = transfer(from, to);
    } finally {
      if (!left) {
        runners.takeBack();
      }
    }
    return left;
  }

  @Override
  public void left(Fiber fiber) {
    runners.left(fiber);
    if (fiber.state() == Fiber.BLOCKED) {
      blocked++;
      if (!keepsLoop(fiber)) {
        goesOnWithout(fiber);
      }
    }
    if (fiber.task instanceof Ready task) {
      task.standsOn(fiber);
    }
  }

  private void goesOnWithout(Fiber fiber) {
    if (engine.debug()) {
      engine.reports().leftInBlockingCall(fiber);
    }
    if (fiber.task instanceof Ready task) {
      task.isBlocked();
      if (HookSwitch.on()) {
        engine.hooks().tell(hook -> hook.taskBlocked(task));
      }
    }
  }

  @Override
  public void unblocked(Fiber fiber) {
    inbox.put(new Unblocked(fiber));
  }

  /** A fiber comes back from a blocking call, unless the message is out of date. */
  private final class Unblocked extends Ready {
    private final Fiber fiber;
    private boolean told;
    private boolean used;

    Unblocked(Fiber fiber) {
      this.fiber = fiber;
    }

    @Override
    protected @Nullable Fiber run(Engine unused) {
      if (!counts()) {
        return null;
      }
      if (!told && tell()) {
        again(this); // the observers first, then the fiber, in the same turn
        return null;
      }
      return take();
    }

    boolean counts() {
      return !used && fiber.state() == Fiber.BLOCKED;
    }

    boolean tell() {
      told = true;
      if (HookSwitch.on() && !keepsLoop(fiber) && fiber.task instanceof Ready task) {
        engine.hooks().tell(hook -> hook.taskUnblocked(task));
        return true;
      }
      return false;
    }

    Fiber take() {
      used = true;
      blocked--;
      return fiber;
    }
  }

  // ---------------------------------------------------------------- the turn

  @Override
  public @Nullable Fiber advance() {
    return HookSwitch.on() ? engine.hooks().advance(this) : next(false);
  }

  /** Finds the fiber to run next, see {@link #advance}; with observers or without. */
  @Nullable Fiber next(boolean observed) {
    Fiber next = handoff;
    if (next != null) {
      handoff = null; // another stack, but the same step
      return run(next);
    }
    if (aside > 0) {
      return null;
    }
    if (observed || engine.debug()) {
      stepEnded();
    }
    for (; ; ) {
      if (observed && engine.hooks().hasLate()) {
        return run(onRunner(engine.hooks()));
      }
      if (escaped != null || stopped || aside > 0) {
        return null;
      }
      if (todo == 0 && !nextTurn(observed)) {
        if (observed && engine.hooks().hasLate()) {
          continue;
        }
        return null;
      }
      if (todo > 0) {
        next = step(observed);
        if (next != null) {
          return run(next);
        }
      }
    }
  }

  private @Nullable Fiber step(boolean observed) {
    todo--;
    Ready now = ready.take();
    current = now;
    steps++;
    if (observed || engine.debug()) {
      stepStarted = System.nanoTime();
    }
    return now.run(engine);
  }

  private void stepEnded() {
    long started = stepStarted;
    stepStarted = 0;
    if (started != 0) {
      engine.reports().stepEnded(current, started);
    }
  }

  private Fiber run(Fiber fiber) {
    holder = fiber;
    return fiber;
  }

  /** Returns false if there is nothing to do but wait, or if the loop was stopped. */
  private boolean nextTurn(boolean observed) {
    if (observed && inTurn) {
      engine.hooks().turnEnded();
    }
    if (inTurn && stopping) {
      inTurn = false;
      stopped = true;
      return false;
    }
    EventSource events = source;
    if (events != null) {
      events.look();
    }
    Ready handed = inbox.take();
    for (int i = 0; handed != null; i++) {
      ready.add(handed);
      handed = i < MOST_HANDED ? inbox.take() : null;
    }
    if (events != null) {
      events.deliver();
    }
    if (timers.size() > 0) {
      long now = readClock();
      for (Timer due = timers.takeDue(now); due != null; due = timers.takeDue(now)) {
        ready.add(due);
      }
    } else if (clockDue || (turns & (CLOCK_TURNS - 1)) == 0) {
      readClock();
    }
    inTurn = ready.size() > 0 || stopping;
    todo = ready.size();
    turns += inTurn ? 1 : 0;
    if (observed && inTurn) {
      engine.hooks().turnStarted(todo);
    }
    return inTurn;
  }

  private long readClock() {
    clockDue = false;
    long now = engine.nanoTime();
    turnNanos = now;
    return now;
  }

  /** Turns the loop until it is stopped or an error escapes. On the carrier. */
  void drive() {
    try {
      for (; ; ) {
        Fiber next = advance();
        if (next != null) {
          resume(next);
        } else if (escaped != null || stopped) {
          runners.dismiss();
          return;
        } else {
          pause();
        }
      }
    } catch (Throwable e) {
      escape(e);
    }
  }

  private void pause() {
    current = null;
    waitsUntil = timers.next();
    if (inbox.announceWait()) {
      long deadline = waitsUntil;
      boolean known =
          engine.hasWorkOutside() || (deadline == Poller.NO_DEADLINE && mayIdle.getAsBoolean());
      Standstill standstill = engine.reports().standstill();
      DeadlockException end =
          standstill.beforeWait(deadline, known || poller.watches(), blocked > 0);
      if (end == null && !poller.poll(deadline, known || blocked > 0)) {
        end = standstill.deadlock();
      }
      if (end != null) {
        escape(end);
      }
      standstill.waitEnded();
      clockDue = true;
    }
    inbox.waitEnded();
  }

  private boolean keepsLoop(Fiber fiber) {
    return hold || fiber.holds;
  }

  private void resume(Fiber fiber) {
    fiber.resume();
    while (keepsLoop(fiber) && fiber.state() == Fiber.BLOCKED) {
      awaitUnblocked(fiber);
    }
  }

  /**
   * Waits for exactly this fiber, as CPython's one thread does. Only what the JDK lets go on from a
   * blocking call goes on before: it may be the next owner of what this fiber waits for.
   */
  private void awaitUnblocked(Fiber fiber) {
    Ready handed = inbox.take();
    if (handed != null && !(handed instanceof Unblocked)) {
      ready.add(handed);
      return;
    }
    Unblocked back =
        handed == null ? ready.find(Unblocked.class, Unblocked::counts) : (Unblocked) handed;
    if (back == null) {
      awaitInbox();
    } else if (back.fiber == fiber) {
      run(back.take()).resume();
    } else if (back.counts()) {
      back.tell();
      runAside(back.take());
      holder = fiber;
    }
  }

  private void awaitInbox() {
    if (inbox.announceWait()) {
      if (source != null) {
        source.awaitWakeup();
      } else {
        poller.poll(Poller.NO_DEADLINE, true);
      }
    }
    inbox.waitEnded();
  }

  /**
   * Runs a fiber until it leaves, in the middle of another one's step; no step begins meanwhile.
   */
  private void runAside(Fiber first) {
    aside++;
    Runnable after = engine.hooks().aside();
    try {
      Fiber next = first;
      while (next != null) {
        resume(run(next));
        next = handoff;
        handoff = null;
      }
    } finally {
      after.run();
      aside--;
    }
  }

  // ---------------------------------------------------------------- start and end

  /** Makes ready for a run. */
  void begin(BooleanSupplier newMayIdle) {
    stopped = false;
    mayIdle = newMayIdle;
  }

  /** Ends the run after the turn under way. */
  void stop() {
    stopping = true;
  }

  /** Returns the error that has ended the run, or null; what is ready stays for the next run. */
  @Nullable Throwable end() {
    Throwable error = escaped;
    escaped = null;
    stopping = false;
    if (HookSwitch.on() && inTurn) {
      engine.hooks().turnEnded();
    }
    inTurn = false;
    todo = 0;
    engine.hooks().tellLate();
    return error;
  }

  /**
   * Ends the run now, with an error.
   *
   * @param error what the run throws; a second one is suppressed by the first
   */
  void escape(Throwable error) {
    Throwable first = escaped;
    if (first == null) {
      escaped = error;
    } else if (first != error) {
      first.addSuppressed(error);
    }
  }

  // ---------------------------------------------------------------- for the watchdog and tools

  /** Debug mode was switched: the step under way counts from now. */
  void restartStepTime() {
    stepStarted = System.nanoTime();
  }

  long steps() {
    return steps;
  }

  long turns() {
    return turns;
  }

  long turnNanos() {
    return turnNanos;
  }

  int readyCount() {
    return ready.size();
  }

  int timerCount() {
    return timers.size();
  }

  int blocked() {
    return blocked;
  }

  boolean waits() {
    return inbox.isWaiting();
  }

  long waitsUntil() {
    return waitsUntil;
  }

  /** Returns whether the step was still the last one; it is none any more. */
  boolean clearCurrent(Ready step) {
    boolean was = current == step;
    current = null;
    return was;
  }

  @Nullable Ready current() {
    return current;
  }

  @Nullable Fiber holder() {
    return holder;
  }
}
