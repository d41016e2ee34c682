package org.asyncio4j.tests.contextmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.with;

import java.time.Duration;
import java.util.List;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** What a context manager's code has in common with a generator: how it must end. */
class ManagerAsGeneratorTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private ContextManager<String> noting() {
    return ContextManager.of(y -> {
      trace.add("before");
      try {
        y.yield("value");
      } catch (Throwable e) {
        trace.add("caught " + e.getMessage());
        throw e;
      } finally {
        trace.add("finally");
      }
    });
  }

  @Test
  void codeThatThrowsStopAsyncIteration_isAnError() {
    StopAsyncIterationException stop = new StopAsyncIterationException("own");
    ContextManager<String> stopping =
        ContextManager.of(y -> {
          y.yield("value");
          throw stop;
        });

    assertThatThrownBy(() -> with(stopping, () -> "result"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("async generator raised StopAsyncIteration;")
        .hasCause(stop);
  }

  @Test
  void stopAsyncIterationOfTheBlock_passes() {
    StopAsyncIterationException stop = new StopAsyncIterationException("own");

    assertThatThrownBy(() ->
            with(
                noting(),
                value -> {
                  throw stop;
                }))
        .isSameAs(stop);
  }

  @Test
  void stopAsyncIterationAtTheExitOfAHeldManager_isNotSettled() {
    try (ContextManager.Held<String> held = noting().open()) {
      assertThat(held.exit(new StopAsyncIterationException("own"))).isFalse();
    }

    trace.is("before", "caught own", "finally");
  }

  @Test
  void codeThatYieldsOnAndOn_hasIgnoredItsExit() {
    ContextManager<String> stubborn =
        ContextManager.of(y -> {
          for (int i = 0; i < 3; i++) {
            try {
              y.yield("value");
            } catch (GeneratorExit e) {
              trace.add("caught");
            }
          }
        });

    assertThatThrownBy(() -> with(stubborn, () -> "result"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("async generator ignored GeneratorExit;");

    trace.is("caught");
  }

  @Test
  void codeThatHasIgnoredItsExitInALoop_isReportedAtTheEnd() {
    ContextManager<String> stubborn =
        ContextManager.of(y -> {
          try {
            y.yield("value");
          } finally {
            try {
              y.yield("second");
            } finally {
              y.yield("third");
            }
          }
        });

    List<String> messages =
        TestLoop.messages(() ->
            assertThatThrownBy(() -> with(stubborn, () -> "result"))
                .hasMessageStartingWith("async generator ignored GeneratorExit;"));

    assertThat(messages)
        .singleElement()
        .asString()
        .startsWith("an error occurred during closing of asynchronous generator <async_generator");
  }

  /** Nobody waits for such a task; its manager is closed in its place, as CPython does. */
  @Test
  void managerInATaskMadeDuringTheShutdown_isLeftBeforeItsBlock() {
    ContextManager<String> manager =
        ContextManager.of(y -> {
          trace.add("enter");
          try {
            y.yield("");
          } finally {
            trace.add("exit");
          }
        });

    new VirtualClock()
        .run(() -> {
          createTask(() -> {
            try {
              sleep(LONG);
            } finally {
              createTask(() -> with(manager, () -> block()));
            }
          });
          sleep(Duration.ZERO);
        });

    trace.is("enter", "exit", "end of the block");
  }

  private void block() {
    try {
      sleep(LONG);
    } finally {
      trace.add("end of the block");
    }
  }
}
