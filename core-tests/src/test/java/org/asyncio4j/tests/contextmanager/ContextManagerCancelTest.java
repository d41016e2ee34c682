package org.asyncio4j.tests.contextmanager;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.with;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Cancellations and timeouts around, inside and across a context manager. */
class ContextManagerCancelTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();
  private final TracedManagers managers = new TracedManagers(trace);

  @Test
  void cancelInsideTheBlock_isThrownAtTheYield() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            with(managers.noting(), () -> sleep(LONG));
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("before", "caught why", "finally");
    });
  }

  @Test
  void cancelInsideTryWithResources_closes() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try (var _ = managers.named("a").open()) {
              sleep(LONG);
            }
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("+a", "-a");
    });
  }

  @Test
  void cancelWhileOpenAwaits_arrivesInTheCode() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try (var _ = managers.slow(LONG, Duration.ZERO).open()) {
              trace.add("block");
            }
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("cancelled before");
    });
  }

  @Test
  void cancelWhileCloseAwaits_arrivesInTheCode() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try (var _ = managers.slow(Duration.ZERO, LONG).open()) {
              trace.add("block");
            }
          });
      sleep(seconds(1));

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("block", "cancelled after");
    });
  }

  @Test
  void timeoutAroundTheBlock_passesThroughTheManager() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  () -> {
                    with(managers.named("a"), () -> sleep(LONG));
                  }))
          .isInstanceOf(TimeoutException.class);

      trace.is("+a", "-a");
    });
  }

  @Test
  void timeoutInsideTheCode_endsTheBlock() {
    TestLoop.run(() -> {
      ContextManager<String> limited =
          ContextManager.of(y -> timeout(seconds(1), () -> y.yield("value")));

      assertThatThrownBy(() -> with(limited, () -> sleep(LONG)))
          .isInstanceOf(TimeoutException.class);
    });
  }
}
