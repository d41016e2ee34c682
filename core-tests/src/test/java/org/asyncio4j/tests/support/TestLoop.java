package org.asyncio4j.tests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.testkit.VirtualClock;
import org.jspecify.annotations.Nullable;

/** Runs the programs of the tests and sees to it that no report stays unnoticed. */
public final class TestLoop {
  private TestLoop() {}

  /** Runs a program on a virtual clock; fails if anything is reported. */
  public static <T extends @Nullable Object> T run(Awaitable<T> main) {
    List<ExceptionContext> reports = new ArrayList<>();

    T result = Asyncio.run(main, options(new VirtualClock().loopOptions(), reports));

    assertThat(reports).isEmpty();
    return result;
  }

  /** Runs a program on a virtual clock; fails if anything is reported. */
  public static void run(Action main) {
    run(Asyncio.action(main));
  }

  /** Runs a program in real time, for those that threads call which the loop does not know. */
  public static <T extends @Nullable Object> T runInRealTime(Awaitable<T> main) {
    List<ExceptionContext> reports = new ArrayList<>();

    T result = Asyncio.run(main, options(LoopOptions.defaults(), reports));

    assertThat(reports).isEmpty();
    return result;
  }

  /** Runs a program in real time. */
  public static void runInRealTime(Action main) {
    runInRealTime(Asyncio.action(main));
  }

  /** Runs a program on a virtual clock and returns what was reported until its loop was closed. */
  public static List<ExceptionContext> reports(Action main) {
    List<ExceptionContext> reports = new ArrayList<>();
    Asyncio.run(main, options(new VirtualClock().loopOptions(), reports));
    return reports;
  }

  /** Returns the messages of what a program reports. */
  public static List<String> messages(Action main) {
    return reports(main).stream().map(ExceptionContext::message).toList();
  }

  private static RunOptions options(LoopOptions options, List<ExceptionContext> reports) {
    return RunOptions.defaults()
        .withLoopFactory(() -> {
          EventLoop loop = Asyncio.newEventLoop(options);
          loop.setExceptionHandler((_, context) -> {
            synchronized (reports) {
              reports.add(context);
            }
          });
          return loop;
        });
  }

  /** Lets all that is ready go first, a number of times. */
  public static void turns(int count) {
    for (int i = 0; i < count; i++) {
      Asyncio.sleep(Duration.ZERO);
    }
  }

  /** Lets all that is ready go first, once. */
  public static void turn() {
    turns(1);
  }

  /** Returns a number of seconds. */
  public static Duration seconds(double count) {
    return Duration.ofNanos(Math.round(count * 1e9));
  }

  /** Returns what code throws on a thread called {@code foreign}, or null. */
  public static @Nullable Throwable thrownOnForeignThread(Action code) throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Thread thread =
        Thread.ofPlatform()
            .name("foreign")
            .start(() -> {
              try {
                code.run();
              } catch (Throwable e) {
                thrown[0] = e;
              }
            });
    Threads.join(thread);
    return thrown[0];
  }
}
