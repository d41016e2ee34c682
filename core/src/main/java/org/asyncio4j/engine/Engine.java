package org.asyncio4j.engine;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.fiber.Carrier;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.FiberDriver;
import org.asyncio4j.fiber.FiberHost;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.Clock;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.loop.Poller;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/*
 * One turn: inbox and due timers to the end of the ready queue, then exactly what is in the queue now.
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
/** The machine of one loop. */
public final class Engine implements FiberHost {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final boolean HOLD = "hold".equals(System.getProperty("asyncio4j.blocking"));

  private final FiberDriver driver = FiberDriver.chosen();
  private final String name = "asyncio-loop-" + NUMBERS.incrementAndGet();
  private final EventLoop loop;
  private final Clock clock;
  private final Poller poller;
  private final Inbox inbox;
  private final ReadyQueue ready = new ReadyQueue();
  private final TimerHeap timers = new TimerHeap();
  private final ErrorReports reports;
  private final AtomicInteger workOutside = new AtomicInteger();
  private final long stallNanos;

  // The turn.
  private int todo;
  private boolean inTurn;
  private boolean stopping;
  private boolean stopped;
  private @Nullable Throwable escaped;
  private int blocked;

  // Whose turn it is to run.
  private @Nullable Fiber handoff;
  private @Nullable Fiber runner;
  private boolean runnerIdle;
  private boolean dismissed;
  private @Nullable Ready forRunner;

  // The watchdog reads these three without a lock; an old value only delays a report.

  /** Steps so far. */
  private long steps;

  /** What runs now or ran last. */
  private @Nullable Ready current;

  /** On whose stack it runs. */
  private @Nullable Fiber holder;

  private long stepStarted;
  private volatile boolean debug;
  private volatile long slowNanos = 100_000_000;

  /** The thread that turns the loop while it runs; null else. Any thread may read. */
  private volatile @Nullable Carrier carrier;

  /** Who may change the loop while it does not run. */
  private volatile Thread owner = Thread.currentThread();

  private volatile boolean closed;

  /**
   * Makes a machine.
   *
   * @param loop what users see of it
   * @param options clock, poller, debug
   */
  public Engine(EventLoop loop, LoopOptions options) {
    this.loop = loop;
    this.clock = options.clock();
    this.poller = Objects.requireNonNull(options.poller().apply(clock), "poller");
    this.inbox = new Inbox(poller);
    this.reports = new ErrorReports(this);
    this.debug = options.debug();
    this.stallNanos = options.stallReport().toNanos();
  }

  // ---------------------------------------------------------------- who and where

  /**
   * Returns the engine whose loop runs the calling code. Any thread.
   *
   * @return the engine, or null outside any loop
   */
  public static @Nullable Engine running() {
    Fiber fiber = Fiber.current();
    return fiber == null ? null : (Engine) fiber.host();
  }

  /**
   * Returns the loop that users see. Any thread.
   *
   * @return the loop
   */
  public EventLoop loop() {
    return loop;
  }

  /**
   * Returns the loop's name, which its thread bears. Any thread.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the driver's name. Any thread.
   *
   * @return {@code scheduled} or {@code portable}
   */
  public String driver() {
    return driver.name();
  }

  /**
   * Tells whether a blocking call of the JDK lets go of the loop. Any thread.
   *
   * @return true if other tasks go on meanwhile
   */
  public boolean blockingLeaves() {
    return driver.blockingLeaves() && !HOLD;
  }

  /**
   * Tells whether the calling thread may change this loop now. Any thread.
   *
   * @return true if so
   */
  public boolean onLoopThread() {
    Fiber fiber = Fiber.current();
    if (fiber != null && fiber.host() == this) {
      return true;
    }
    Carrier running = carrier;
    return Thread.currentThread() == (running == null ? owner : running);
  }

  /**
   * Checks that the calling thread may change this loop now.
   *
   * @param what the caller's operation, for the message
   * @throws WrongThreadException if not
   */
  public void checkThread(String what) {
    if (!onLoopThread()) {
      throw Texts.wrongThread(what, this);
    }
  }

  /**
   * Checks that the loop is not closed.
   *
   * @throws IllegalStateException if it is
   */
  public void checkClosed() {
    if (closed) {
      throw new IllegalStateException(
          "Event loop is closed; use the running loop, or make a new one with newEventLoop()");
    }
  }

  String whose() {
    Carrier running = carrier;
    return running == null
        ? "does not run and belongs to thread " + Texts.threadName(owner)
        : "runs on thread " + running.getName();
  }

  // ---------------------------------------------------------------- scheduling

  /**
   * Puts something at the end of the ready queue.
   *
   * @param next what to run
   */
  public void soon(Ready next) {
    ready.add(next);
  }

  /**
   * Puts back at the front what has run in part and goes on in this turn.
   *
   * @param next what to run
   */
  public void again(Ready next) {
    ready.addFirst(next);
    todo++;
  }

  /**
   * Hands something over from any thread. A closed loop drops it.
   *
   * @param next what to run
   * @return false if the loop is closed
   */
  public boolean soonThreadsafe(Ready next) {
    if (!closed && onLoopThread()) {
      soon(next);
      return true;
    }
    if (inbox.put(next)) {
      return true;
    }
    next.drop(this);
    return false;
  }

  /**
   * Schedules a user's callback.
   *
   * @param callback what to run
   * @param context the context it runs in
   * @return its handle
   */
  public Handle callSoon(Action callback, Context context) {
    checkClosed();
    checkThread("callSoon");
    CallbackHandle handle = new CallbackHandle(callback, context, creation());
    soon(handle);
    return handle;
  }

  /**
   * Schedules a user's callback from any thread.
   *
   * @param callback what to run
   * @param context the context it runs in
   * @return its handle
   */
  public Handle callSoonThreadsafe(Action callback, Context context) {
    checkClosed();
    CallbackHandle handle = new CallbackHandle(callback, context, creation());
    if (!soonThreadsafe(handle)) {
      checkClosed();
    }
    return handle;
  }

  /**
   * Schedules a user's callback for a time.
   *
   * @param whenNanos time on the loop's clock
   * @param callback what to run
   * @param context the context it runs in
   * @param what the caller's operation, for messages
   * @return its handle
   */
  public TimerHandle callAt(long whenNanos, Action callback, Context context, String what) {
    checkClosed();
    checkThread(what);
    return new UserTimer(this, whenNanos, callback, context, creation());
  }

  /**
   * Sets a timer.
   *
   * @param timer the timer
   */
  public void schedule(Timer timer) {
    timers.add(timer);
  }

  void timerCancelled(Timer timer) {
    timers.cancelled(timer);
  }

  /**
   * Returns the loop's time. Any thread.
   *
   * @return nanoseconds on the loop's clock
   */
  public long nanoTime() {
    return clock.nanoTime();
  }

  /**
   * Returns where something is made, for reports.
   *
   * @return a throwable whose stack is the caller's, or null outside debug mode
   */
  public @Nullable Throwable creation() {
    return debug ? new CreationSite() : null;
  }

  /**
   * Counts work that other threads do for this loop and that will wake it. Any thread.
   *
   * @param change +1 when it begins, -1 when its result has been handed over
   */
  public void workOutside(int change) {
    workOutside.addAndGet(change);
  }

  // ---------------------------------------------------------------- user code

  /**
   * Asks that a runner calls {@link Ready#runUserCode} now.
   *
   * @param user what has user code
   * @return the runner's fiber, to be returned from {@link Ready#run}
   */
  public Fiber onRunner(Ready user) {
    forRunner = user;
    Fiber fiber = runner;
    if (fiber == null) {
      HandleRunner body = new HandleRunner(this);
      fiber = driver.create(this, body);
      body.fiber = fiber;
      runner = fiber;
    }
    return fiber;
  }

  @Nullable Ready takeForRunner() {
    Ready user = forRunner;
    forRunner = null;
    return user;
  }

  /**
   * Makes a fiber the runner again after its code had suspended, unless there is another by now.
   */
  boolean becomeRunner(Fiber fiber) {
    if (runner == null) {
      runner = fiber;
    }
    return runner == fiber;
  }

  void retire(Fiber fiber) {
    if (runner == fiber) {
      runner = null;
    }
  }

  /**
   * The runner has nothing to do: the carrier goes on with the next fiber, or looks for itself.
   *
   * @return false if the runner is to end
   */
  boolean idle(Fiber fiber, @Nullable Fiber next) {
    handoff = next;
    runnerIdle = true;
    if (!fiber.suspend()) {
      throw new IllegalStateException("a runner at its bottom cannot be pinned");
    }
    runnerIdle = false;
    return !dismissed;
  }

  /** A thread that waits for ever is never collected, so the runner ends with the run. */
  private void dismissRunner() {
    Fiber idle = runner;
    if (idle != null && runnerIdle) {
      dismissed = true;
      stopped = true;
      idle.resume();
      dismissed = false;
      runner = null;
      runnerIdle = false;
    }
  }

  /**
   * Runs another fiber now, in place of the caller, with no turn through the ready queue. The
   * caller goes on when it is resumed.
   *
   * @param from the calling fiber
   * @param to the fiber to run
   * @return false if the caller's thread cannot leave here
   */
  public boolean transfer(Fiber from, Fiber to) {
    handoff = to;
    if (!from.suspend()) {
      handoff = null;
      return false;
    }
    return true;
  }

  /**
   * Lets another fiber run once the calling one, whose body is about to return, has ended.
   *
   * @param to the fiber to run
   */
  public void endsInto(Fiber to) {
    handoff = to;
  }

  /**
   * Makes a fiber of this loop.
   *
   * @param body its code; must not throw
   * @return the fiber, not started
   */
  public Fiber fiber(Runnable body) {
    return driver.create(this, body);
  }

  @Override
  public void left(Fiber fiber) {
    if (runner == fiber && !runnerIdle) {
      runner = null;
    }
    if (fiber.state() == Fiber.BLOCKED) {
      blocked++;
    }
    if (fiber.task instanceof Ready task) {
      task.standsOn(fiber);
    }
  }

  @Override
  public void unblocked(Fiber fiber) {
    inbox.put(new Unblocked(fiber));
  }

  /** A fiber comes back from a blocking call, unless the message is out of date. */
  private static final class Unblocked extends Ready {
    private final Fiber fiber;

    Unblocked(Fiber fiber) {
      this.fiber = fiber;
    }

    @Override
    protected @Nullable Fiber run(Engine engine) {
      if (fiber.state() != Fiber.BLOCKED) {
        return null;
      }
      engine.blocked--;
      return fiber;
    }
  }

  // ---------------------------------------------------------------- the turn

  @Override
  public @Nullable Fiber advance() {
    if (debug) {
      reports.stepEnded(current, stepStarted);
    }
    for (; ; ) {
      Fiber next = handoff;
      if (next != null) {
        handoff = null;
        return run(next);
      }
      if (escaped != null || stopped) {
        return null;
      }
      if (todo == 0 && !nextTurn()) {
        return null;
      }
      if (todo > 0) {
        next = step();
        if (next != null) {
          return run(next);
        }
      }
    }
  }

  private @Nullable Fiber step() {
    todo--;
    Ready now = ready.take();
    current = now;
    steps++;
    if (debug) {
      stepStarted = System.nanoTime();
    }
    return now.run(this);
  }

  private Fiber run(Fiber fiber) {
    holder = fiber;
    return fiber;
  }

  /** Returns false if there is nothing to do but wait, or if the loop was stopped. */
  private boolean nextTurn() {
    if (inTurn && stopping) {
      inTurn = false;
      stopped = true;
      return false;
    }
    for (Ready handed = inbox.take(); handed != null; handed = inbox.take()) {
      ready.add(handed);
    }
    if (timers.size() > 0) {
      long now = clock.nanoTime();
      for (Timer due = timers.takeDue(now); due != null; due = timers.takeDue(now)) {
        ready.add(due);
      }
    }
    inTurn = ready.size() > 0 || stopping;
    todo = ready.size();
    return inTurn;
  }

  private void drive() {
    try {
      for (; ; ) {
        Fiber next = advance();
        if (next != null) {
          next.resume();
          while (HOLD && next.state() == Fiber.BLOCKED) {
            awaitUnblocked(next);
          }
        } else if (escaped != null || stopped) {
          dismissRunner();
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
    if (inbox.announceWait()) {
      boolean hope = poller.poll(timers.next(), blocked > 0 || workOutside.get() > 0);
      if (!hope) {
        escape(new DeadlockException(reports.deadlock()));
      }
    }
    inbox.waitEnded();
  }

  /** With -Dasyncio4j.blocking=hold: waits for exactly this fiber, as CPython's one thread does. */
  private void awaitUnblocked(Fiber fiber) {
    Ready handed = inbox.take();
    if (handed instanceof Unblocked back && back.fiber == fiber) {
      blocked--;
      fiber.resume();
    } else if (handed != null) {
      ready.add(handed);
    } else {
      if (inbox.announceWait()) {
        poller.poll(Poller.NO_DEADLINE, true);
      }
      inbox.waitEnded();
    }
  }

  // ---------------------------------------------------------------- start and end

  /**
   * Runs the loop on a thread of its own until it is stopped or an error escapes. The caller waits.
   *
   * @param interrupted what to do in the loop when the waiting thread is interrupted
   * @param giveUp asked whenever the caller wakes: whether to return although the loop still runs
   */
  public void run(Action interrupted, GiveUp giveUp) {
    checkClosed();
    checkThread("runForever");
    if (carrier != null) {
      throw new IllegalStateException(
          "This event loop is already running: "
              + loop
              + "; await in it, or use callSoonThreadsafe");
    }
    if (Fiber.current() != null) {
      throw new IllegalStateException(
          "Cannot run the event loop while another loop is running; await the coroutine, or run it"
              + " on another thread");
    }
    FiberDriver.announce();
    Carrier thread = new Carrier(this::drive, name);
    stopped = false;
    carrier = thread;
    Watchdog.watch(this);
    thread.start();
    boolean ended = false;
    try {
      ended = new CarrierWait(this, thread).await(interrupted, giveUp);
    } finally {
      Watchdog.unwatch(this);
      if (ended) {
        carrier = null;
        owner = Thread.currentThread();
        stopping = false;
      }
    }
    Throwable error = escaped;
    escaped = null;
    if (ended && error != null) {
      inTurn = false;
      todo = 0;
      throw Rethrow.undeclared(error);
    }
  }

  /** Ends the run after the turn under way. */
  public void stop() {
    checkThread("stop");
    stopping = true;
  }

  /**
   * Ends the run with an error as soon as the loop is free, and interrupts what holds it. Any
   * thread.
   *
   * @param error what {@link #run} throws
   */
  public void breakOff(Throwable error) {
    inbox.put(
        new Ready() {
          @Override
          protected @Nullable Fiber run(Engine engine) {
            escape(error);
            return null;
          }
        });
    Fiber now = holder;
    if (now != null && !inbox.isWaiting()) {
      now.thread().interrupt();
    }
  }

  /**
   * Ends the run now, with an error.
   *
   * @param error what {@link #run} throws; a second one is suppressed by the first
   */
  public void escape(Throwable error) {
    Throwable first = escaped;
    if (first == null) {
      escaped = error;
    } else if (first != error) {
      first.addSuppressed(error);
    }
  }

  /**
   * Tells whether the loop runs. Any thread.
   *
   * @return true if so
   */
  public boolean isRunning() {
    return carrier != null;
  }

  /**
   * Tells whether the loop was closed. Any thread.
   *
   * @return true if so
   */
  public boolean isClosed() {
    return closed;
  }

  /** Drops all that is scheduled; from now on nothing more can be. */
  public void close() {
    closed = true;
    inbox.close();
    clear();
  }

  /** Drops all that is scheduled. */
  public void clear() {
    for (Ready handed = inbox.take(); handed != null; handed = inbox.take()) {
      handed.drop(this);
    }
    while (ready.size() > 0) {
      ready.take().drop(this);
    }
    todo = 0;
    timers.clear(this);
  }

  /** Decides whether a caller goes on although its loop still runs. */
  @FunctionalInterface
  public interface GiveUp {
    /**
     * Tells how long to wait at most before asking again.
     *
     * @return nanoseconds; zero to return at once; Long.MAX_VALUE for as long as it takes
     */
    long waitNanos();
  }

  // ---------------------------------------------------------------- reports

  /**
   * Returns where errors are reported.
   *
   * @return the reports
   */
  public ErrorReports reports() {
    return reports;
  }

  /**
   * Reports an error to the exception handler.
   *
   * @param context what happened
   */
  public void report(ExceptionContext context) {
    reports.report(context);
  }

  /**
   * Switches debug mode. Any thread.
   *
   * @param on whether it is on
   */
  public void debug(boolean on) {
    debug = on;
    stepStarted = System.nanoTime();
  }

  /**
   * Tells whether debug mode is on. Any thread.
   *
   * @return true if so
   */
  public boolean debug() {
    return debug;
  }

  /**
   * Sets from when on a step is slow in debug mode. Any thread.
   *
   * @param nanos nanoseconds
   */
  public void slowNanos(long nanos) {
    slowNanos = nanos;
  }

  /**
   * Returns from when on a step is slow in debug mode. Any thread.
   *
   * @return nanoseconds
   */
  public long slowNanos() {
    return slowNanos;
  }

  long stallNanos() {
    return stallNanos;
  }

  long steps() {
    return steps;
  }

  boolean waits() {
    return inbox.isWaiting();
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

  /**
   * Names code for people.
   *
   * @param code a callback or a coroutine
   * @return the class it stands in, since a lambda has no name of its own
   */
  public static String describe(Object code) {
    return CallbackHandle.describe(code);
  }

  /**
   * Runs user code that the machine itself has to call, on a runner if the caller is none.
   *
   * @param code the code; what it throws ends the run
   */
  public void userCode(Action code) {
    if (Thread.currentThread() == carrier) {
      soon(new CallbackHandle(code, Context.current().copy(), null));
      return;
    }
    try {
      code.run();
    } catch (Throwable e) {
      escape(e);
    }
  }
}
