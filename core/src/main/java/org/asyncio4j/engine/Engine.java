package org.asyncio4j.engine;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.fiber.Carrier;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.FiberDriver;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.Clock;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/**
 * The machine of one loop, as the rest of the library sees it: who may touch the loop, what is
 * scheduled, how it starts and ends, where errors go. What happens in a turn is in {@link Turn}.
 */
public final class Engine {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final FiberDriver driver = FiberDriver.chosen();
  private final long number = NUMBERS.incrementAndGet();
  private final String name = "asyncio-loop-" + number;
  private final EventLoop loop;
  private final Clock clock;
  private final Turn turn;
  private final ErrorReports reports;
  private final Hooks hooks = new Hooks(this);
  private final AtomicInteger workOutside = new AtomicInteger();
  private final long stallNanos;

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
    this.turn = new Turn(this, Objects.requireNonNull(options.poller().apply(clock), "poller"));
    this.reports = new ErrorReports(this, options.deadlockReport());
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
    return fiber == null ? null : ((Turn) fiber.host()).engine();
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

  /** Returns the loop's place in the order in which the loops of the process were made. */
  long number() {
    return number;
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
   * Tells whether the calling thread may change this loop now. Any thread.
   *
   * @return true if so
   */
  public boolean onLoopThread() {
    Fiber fiber = Fiber.current();
    if (fiber != null && fiber.host() == turn) {
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
    turn.soon(next);
  }

  /**
   * Puts back at the front what has run in part and goes on in this turn.
   *
   * @param next what to run
   */
  public void again(Ready next) {
    turn.again(next);
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
    if (turn.inbox().put(next)) {
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
    turn.schedule(timer);
  }

  void timerCancelled(Timer timer) {
    turn.timerCancelled(timer);
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

  boolean hasWorkOutside() {
    return workOutside.get() > 0;
  }

  // ---------------------------------------------------------------- stacks

  /**
   * Runs code of the library that may wait for a lock of the JDK: in a loop, nothing else runs
   * meanwhile, so that such a wait does not change the order of events; but for tasks that come
   * back from a blocking call, since one of them may be the next owner of that lock.
   *
   * @param code short, and no user's code but an observer's
   */
  public static void undisturbed(Runnable code) {
    Fiber here = Fiber.current();
    if (here == null) {
      code.run();
      return;
    }
    boolean before = here.holds;
    here.holds = true;
    try {
      code.run();
    } finally {
      here.holds = before;
    }
  }

  /**
   * Asks that a runner calls {@link Ready#runUserCode} now.
   *
   * @param user what has user code
   * @return the runner's fiber, to be returned from {@link Ready#run}
   */
  public Fiber onRunner(Ready user) {
    return turn.onRunner(user);
  }

  /**
   * Makes a fiber of this loop.
   *
   * @param body its code; must not throw
   * @return the fiber, not started
   */
  public Fiber fiber(Runnable body) {
    return turn.fiber(body);
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
    return turn.transfer(from, to);
  }

  /**
   * Runs user code now, in place of the caller, which goes on when that code lets it: {@link
   * #handOff}.
   *
   * @param from the calling fiber
   * @param user what has user code
   * @return false if the caller's thread cannot leave here
   */
  public boolean runNow(Fiber from, Ready user) {
    return turn.runNow(from, user);
  }

  /**
   * Lets another fiber run once the calling one, which suspends or ends now, has left.
   *
   * @param to the fiber to run; null takes the last call back
   */
  public void handOff(@Nullable Fiber to) {
    turn.handOff(to);
  }

  // ---------------------------------------------------------------- start and end

  /**
   * Runs the loop on a thread of its own until it is stopped or an error escapes. The caller waits.
   *
   * @param interrupted what to do in the loop when the waiting thread is interrupted
   * @param giveUp asked whenever the caller wakes: whether to return although the loop still runs
   * @param mayIdle asked when there is nothing to do: whether it is for other threads to bring
   *     something, or else nobody can
   */
  public void run(Action interrupted, GiveUp giveUp, BooleanSupplier mayIdle) {
    checkMayRun();
    FiberDriver.announce();
    Carrier thread = new Carrier(turn::drive, name);
    turn.begin(mayIdle);
    start(thread);
    Watchdog.watch(this);
    thread.start();
    boolean ended = false;
    try {
      ended = new CarrierWait(this, thread).await(interrupted, giveUp);
    } finally {
      Watchdog.unwatch(this);
      Log.flushAll();
      if (ended) {
        carrier = null;
        owner = Thread.currentThread();
      }
    }
    Throwable error = ended ? turn.end() : null;
    if (error != null) {
      throw Rethrow.undeclared(error);
    }
  }

  /**
   * Checks that the calling thread may run this loop, and makes it the one that may change it.
   *
   * @throws IllegalStateException if the loop is closed or runs, or if another one runs the caller
   */
  public void checkMayRun() {
    checkClosed();
    if (!claim()) {
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
  }

  /**
   * Makes the calling thread the one that may change this loop, which does not run. Whoever runs or
   * closes a loop takes it over like that from the thread that made it.
   *
   * @return false if the loop runs
   */
  public synchronized boolean claim() {
    if (carrier != null) {
      return false;
    }
    owner = Thread.currentThread();
    return true;
  }

  private synchronized void start(Carrier thread) {
    if (carrier != null) {
      throw new IllegalStateException("This event loop is already running: " + loop);
    }
    carrier = thread;
  }

  /** Ends the run after the turn under way. */
  public void stop() {
    checkThread("stop");
    turn.stop();
  }

  /**
   * Ends the run with an error as soon as the loop is free, and interrupts what holds it. Any
   * thread.
   *
   * @param error what {@link #run} throws
   */
  public void breakOff(Throwable error) {
    turn.inbox()
        .put(
            new Ready() {
              @Override
              protected @Nullable Fiber run(Engine engine) {
                escape(error);
                return null;
              }
            });
    Fiber now = turn.holder();
    if (now != null && !turn.inbox().isWaiting()) {
      now.thread().interrupt();
    }
  }

  /**
   * Ends the run now, with an error.
   *
   * @param error what {@link #run} throws; a second one is suppressed by the first
   */
  public void escape(Throwable error) {
    turn.escape(error);
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
    turn.close();
    hooks.close();
  }

  /**
   * Tells whether anything is ready.
   *
   * @return true if so
   */
  public boolean hasReady() {
    return turn.hasReady();
  }

  /** Drops all that is scheduled. */
  public void clear() {
    turn.clear();
  }

  /**
   * Returns who is told what happens here; ask {@link HookSwitch#on} first.
   *
   * @return the hooks
   */
  public Hooks hooks() {
    return hooks;
  }

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
    Watchdog.wake();
    turn.restartStepTime();
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
    Watchdog.wake();
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

  Turn turn() {
    return turn;
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

  /** Runs user code that the machine calls, on a runner; what it throws ends the run. */
  void userCode(Action code) {
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
