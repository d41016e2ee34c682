package org.asyncio4j.tests.contextmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.copyContext;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.with;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of a context manager awaits: in which task and context, and who runs meanwhile. */
class ContextManagerAwaitTest {
  private final Trace trace = new Trace();
  private final TracedManagers managers = new TracedManagers(trace);

  @Test
  void codeOfTheBlockForm_mayAwait() {
    TestLoop.run(() -> {
      with(
          managers.awaiting(),
          () -> {
            sleep(seconds(1));
            trace.add("block");
          });

      trace.is("before", "block", "after");
    });
  }

  @Test
  void codeOfTheOpenForm_mayAwait() {
    TestLoop.run(() -> {
      try (var _ = managers.awaiting().open()) {
        sleep(seconds(1));
        trace.add("block");
      }

      trace.is("before", "block", "after");
    });
  }

  @Test
  void codeOfTheOpenForm_runsInTheCallersTask() {
    TestLoop.run(() -> {
      Task<?> caller = Objects.requireNonNull(currentTask());
      List<Task<?>> seen = new ArrayList<>();
      ContextManager<String> manager =
          ContextManager.of(y -> {
            seen.add(currentTask());
            sleep(Duration.ZERO);
            seen.add(currentTask());
            y.yield("value");
            seen.add(currentTask());
          });

      try (var _ = manager.open()) {
        seen.add(currentTask());
      }

      assertThat(seen).hasSize(4).allMatch(task -> task == caller);
    });
  }

  @Test
  void codeOfTheOpenForm_runsInTheCallersContext() {
    ContextVar<String> user = ContextVar.of("user", "nobody");
    ContextManager<String> manager =
        ContextManager.of(y -> {
          var token = user.set("inside");
          y.yield("value");
          user.reset(token);
        });

    TestLoop.run(() -> {
      try (var _ = manager.open()) {
        trace.add(user.get());
      }
      trace.add(user.get());
    });

    trace.is("inside", "nobody");
  }

  @Test
  void codeOfTheOpenFormOutsideALoop_runsInTheCallersContext() {
    ContextVar<String> user = ContextVar.of("user", "nobody");
    ContextManager<String> manager =
        ContextManager.of(y -> {
          trace.add(user.get());
          user.set("inside");
          y.yield("value");
        });

    copyContext()
        .run(() -> {
          user.set("caller");
          try (var _ = manager.open()) {
            trace.add(user.get());
          }
        });

    trace.is("caller", "inside");
  }

  @Test
  void otherTasks_runWhileTheCodeAwaits() {
    TestLoop.run(() -> {
      Task<Void> other =
          createTask(() -> {
            sleep(seconds(0.5));
            trace.add("other");
          });
      try (var _ = managers.awaiting().open()) {
        trace.add("block");
      }
      other.await();

      trace.is("other", "before", "block", "after");
    });
  }

  @Test
  void openAndClose_doNotYieldToTheLoop() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("callback"));

      try (var _ = managers.named("a").open()) {
        trace.add("block");
      }

      trace.is("+a", "block", "-a");
    });
  }

  @Test
  void heldThatIsLeftOpen_isClosedAtTheEndOfTheRun() {
    TestLoop.run(() -> {
      ContextManager.Held<String> held = managers.named("a").open();

      assertThat(held.value()).isEqualTo("a");
    });

    trace.is("+a", "-a");
  }

  @Test
  void heldThatIsClosedByAnotherTask_goesOnInThatTask() {
    TestLoop.run(() -> {
      List<Task<?>> seen = new ArrayList<>();
      ContextManager<String> manager =
          ContextManager.of(y -> {
            y.yield("value");
            sleep(seconds(1));
            seen.add(currentTask());
          });
      ContextManager.Held<String> held = manager.open();
      Task<Void> other = createTask(held::close);

      other.await();

      assertThat(seen).hasSize(1).allMatch(task -> task == other);
    });
  }

  @Test
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void closeWhileTheCodeAwaits_isRefused() {
    TestLoop.run(() -> {
      ContextManager.Held<String> held = managers.slow(Duration.ZERO, seconds(1)).open();
      Task<Void> first = createTask(held::close);
      turn();

      assertThatThrownBy(held::close)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already");

      first.await();
      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
      trace.is();
    });
  }
}
