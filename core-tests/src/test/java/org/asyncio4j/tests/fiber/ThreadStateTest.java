package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What code leaves in its thread is its own: it keeps it over an await, and no other code sees it.
 */
class ThreadStateTest {
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final VirtualClock clock = new VirtualClock();

  /** The code that leaves something behind. */
  enum Before {
    A_TASK {
      @Override
      void run(Action leave) {
        Asyncio.await(Asyncio.createTask(leave));
      }
    },
    A_TASK_THAT_HAS_SUSPENDED {
      @Override
      void run(Action leave) {
        Asyncio.await(
            Asyncio.createTask(() -> {
              Asyncio.sleep(MOMENT);
              leave.run();
            }));
      }
    },
    A_TASK_THAT_FAILS {
      @Override
      void run(Action leave) {
        Asyncio.await(
            Asyncio.gatherOutcomes(() -> {
              leave.run();
              throw new IllegalStateException("wanted");
            }));
      }
    },
    A_CALLBACK {
      @Override
      void run(Action leave) {
        Asyncio.getRunningLoop().callSoon(leave);
        Asyncio.sleep(Duration.ZERO);
      }
    };

    abstract void run(Action leave);
  }

  /** Returns what tasks find after that: some that start at once, some a turn later. */
  private <T> List<T> foundAfter(Before before, Action leave, Awaitable<T> look) {
    return clock.run(() -> {
      List<T> found = new ArrayList<>();
      before.run(leave);
      for (int i = 0; i < 2; i++) {
        found.addAll(Asyncio.gather(look, look).await());
      }
      return found;
    });
  }

  @ParameterizedTest
  @EnumSource
  void interruptFlag_isNotSeenByTheNextTask(Before before) {
    List<Boolean> found =
        foundAfter(before, () -> Thread.currentThread().interrupt(), Thread::interrupted);

    assertThat(found).containsOnly(false);
  }

  @ParameterizedTest
  @EnumSource
  void threadLocal_isNotSeenByTheNextTask(Before before) {
    List<String> found = foundAfter(before, () -> LOCAL.set("mine"), LOCAL::get);

    assertThat(found).containsOnlyNulls();
  }

  @ParameterizedTest
  @EnumSource
  void inheritableThreadLocal_isNotSeenByTheNextTask(Before before) {
    List<String> found = foundAfter(before, () -> INHERITABLE.set("mine"), INHERITABLE::get);

    assertThat(found).containsOnlyNulls();
  }

  @ParameterizedTest
  @EnumSource
  void threadName_isNotSeenByTheNextTask(Before before) {
    List<String> found =
        foundAfter(
            before,
            () -> Thread.currentThread().setName("mine"),
            () -> Thread.currentThread().getName());

    assertThat(found).doesNotContain("mine");
  }

  @ParameterizedTest
  @EnumSource
  void contextClassLoader_isNotSeenByTheNextTask(Before before) throws Exception {
    try (URLClassLoader mine = new URLClassLoader(new URL[0])) {
      List<ClassLoader> found =
          foundAfter(
              before,
              () -> Thread.currentThread().setContextClassLoader(mine),
              () -> Thread.currentThread().getContextClassLoader());

      assertThat(found).doesNotContain(mine);
    }
  }

  @ParameterizedTest
  @EnumSource
  void uncaughtHandler_isNotSeenByTheNextTask(Before before) {
    Thread.UncaughtExceptionHandler mine = (thread, error) -> {};

    List<Thread.UncaughtExceptionHandler> found =
        foundAfter(
            before,
            () -> Thread.currentThread().setUncaughtExceptionHandler(mine),
            () -> Thread.currentThread().getUncaughtExceptionHandler());

    assertThat(found).doesNotContain(mine);
  }

  @Test
  void interruptFlag_isKeptOverAnAwait() {
    boolean kept =
        clock.run(() -> {
          Thread.currentThread().interrupt();
          Asyncio.sleep(MOMENT);
          return Thread.interrupted();
        });

    assertThat(kept).isTrue();
  }

  @Test
  void interruptFlag_whileSuspended_isSeenByNoOtherTask() {
    List<Boolean> found = new ArrayList<>();

    clock.run(() -> {
      var a =
          Asyncio.createTask(() -> {
            Thread.currentThread().interrupt();
            Asyncio.sleep(MOMENT);
          });
      Asyncio.sleep(Duration.ZERO);
      found.add(Thread.currentThread().isInterrupted());
      found.addAll(Asyncio.gather(Thread::interrupted, () -> sleepsThenLooks()).await());
      a.await();
    });

    assertThat(found).containsOnly(false);
  }

  private static boolean sleepsThenLooks() {
    Asyncio.sleep(MOMENT);
    return Thread.interrupted();
  }

  @Test
  void threadLocal_isKeptOverAnAwait() {
    String kept =
        clock.run(() -> {
          LOCAL.set("mine");
          Asyncio.gather(() -> LOCAL.get(), () -> sleepsThenLooks()).await();
          return LOCAL.get();
        });

    assertThat(kept).isEqualTo("mine");
  }

  @Test
  void threadLocalsOfInterleavedTasks_areApart() {
    Awaitable<String> a =
        () -> {
          LOCAL.set("a");
          Asyncio.sleep(MOMENT);
          return LOCAL.get();
        };
    Awaitable<String> b =
        () -> {
          LOCAL.set("b");
          Asyncio.sleep(MOMENT);
          return LOCAL.get();
        };

    List<String> found = clock.run(() -> Asyncio.gather(a, b).await());

    assertThat(found).containsExactly("a", "b");
  }

  @Test
  void threadLocalOfTheCaller_isNotSeenInRun() {
    LOCAL.set("caller's");

    String found = clock.run(() -> LOCAL.get());
    LOCAL.remove();

    assertThat(found).isNull();
  }
}
