package org.asyncio4j.testkit;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.Clock;
import org.asyncio4j.loop.DeadlockReport;
import org.asyncio4j.loop.LoopOptions;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still while anything is ready and jumps to the next timer when nothing is, so
 * that a program that sleeps for hours runs in no time, always in the same order.
 *
 * {@snippet :
 * var clock = new VirtualClock();
 * clock.run(() -> sleep(Duration.ofHours(1)));
 * clock.time(); // PT1H
 * }
 *
 * <p>It does not jump while a task sits in a blocking call of the JDK, or waits for another thread
 * through {@code toThread}, {@code runInExecutor} or a {@code CompletionStage}: these take real
 * time and none of the virtual one. Where nothing can ever wake the program, {@code run} throws
 * {@link org.asyncio4j.error.DeadlockException}.
 *
 * <p><b>Threads.</b> Any may read it.
 */
public final class VirtualClock implements Clock {
  private volatile long nanos;

  /** Makes a clock that shows zero. */
  public VirtualClock() {}

  @Override
  public long nanoTime() {
    return nanos;
  }

  /**
   * Returns the time.
   *
   * @return time since the clock was made
   */
  public Duration time() {
    return Duration.ofNanos(nanos);
  }

  void jumpTo(long newNanos) {
    nanos = newNanos;
  }

  /**
   * Returns options for loops on this clock.
   *
   * @return the options
   */
  public LoopOptions loopOptions() {
    return LoopOptions.current()
        .withTime(this, _ -> new VirtualPoller(this))
        .withDeadlockReport(DeadlockReport.FAIL);
  }

  /**
   * Returns options for {@code run} on this clock.
   *
   * @return the options
   */
  public RunOptions runOptions() {
    return RunOptions.defaults().withLoopFactory(() -> Asyncio.newEventLoop(loopOptions()));
  }

  /**
   * Runs a program on this clock.
   *
   * @param <T> the type of its result
   * @param main the program
   * @return its result
   */
  public <T extends @Nullable Object> T run(Awaitable<T> main) {
    return Asyncio.run(main, runOptions());
  }

  /**
   * Runs a program without a result on this clock.
   *
   * @param main the program
   */
  public void run(Action main) {
    Asyncio.run(main, runOptions());
  }

  /**
   * Puts a new clock under all loops that this thread makes by {@code run} and {@code
   * newEventLoop()}, for programs that call these themselves.
   *
   * {@snippet :
   * try (var virtual = VirtualClock.install()) {
   *   Program.main();
   * }
   * }
   *
   * @return to be closed by the same thread
   */
  public static Installed install() {
    return new Installed(new VirtualClock());
  }

  /** A clock that is installed until this is closed. */
  public static final class Installed implements AutoCloseable {
    private final VirtualClock clock;
    private final LoopOptions.Installed options;

    private Installed(VirtualClock clock) {
      this.clock = clock;
      this.options = LoopOptions.install(clock.loopOptions());
    }

    /**
     * Returns the clock.
     *
     * @return the clock
     */
    public VirtualClock clock() {
      return clock;
    }

    @Override
    public void close() {
      options.close();
    }
  }
}
