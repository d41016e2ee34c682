package org.asyncio4j.tests.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.wrapFuture;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** Java's own futures, awaited. */
class StageTest {
  private final Trace trace = new Trace();

  @Test
  void doneStage_givesItsResult() {
    TestLoop.run(() -> {
      assertThat(await(CompletableFuture.completedFuture("x"))).isEqualTo("x");
    });
  }

  @Test
  void stageCompletedOnAnotherThread_wakesTheTask() {
    TestLoop.run(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Threads.start(() -> stage.complete("x"));

      assertThat(await(stage)).isEqualTo("x");
    });
  }

  @Test
  void stageCompletedInTheLoop_wakesTheTask() {
    TestLoop.run(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      getRunningLoop().callSoon(() -> stage.complete("x"));

      assertThat(await(stage)).isEqualTo("x");
    });
  }

  @Test
  void nullResult_isGiven() {
    TestLoop.run(() -> {
      Object result = await(CompletableFuture.completedFuture(null));

      assertThat(result).isNull();
    });
  }

  @Test
  void exception_isThrownAsItIs() {
    IOException error = new IOException("x");
    TestLoop.run(() -> {
      assertThatThrownBy(() -> await(CompletableFuture.failedFuture(error))).isSameAs(error);
    });
  }

  @Test
  void exceptionOfADependentStage_isUnwrapped() {
    IOException error = new IOException("x");
    TestLoop.run(() -> {
      CompletableFuture<String> first = new CompletableFuture<>();
      CompletionStage<String> dependent = first.thenApply(s -> s);
      Threads.start(() -> first.completeExceptionally(error));

      assertThatThrownBy(() -> await(dependent)).isSameAs(error);
    });
  }

  @Test
  void completionExceptionWithoutCause_isThrownAsItIs() {
    CompletionException error = new CompletionException("x", null);
    TestLoop.run(() -> {
      assertThatThrownBy(() -> await(CompletableFuture.failedFuture(error))).isSameAs(error);
    });
  }

  @Test
  void cancelledStage_cancelsTheAwait() {
    TestLoop.run(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Task<String> task = createTask(() -> await(stage));
      turn();

      stage.cancel(true);

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
      assertThat(task.cancelled()).isTrue();
    });
  }

  @Test
  void cancelOfTheTask_cancelsTheStage() {
    TestLoop.run(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Task<String> task = createTask(() -> await(stage));
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      assertThat(stage).isCancelled();
    });
  }

  @Test
  void cancelOfTheTask_leavesAStageAloneThatHidesItsFuture() {
    TestLoop.run(() -> {
      CompletableFuture<String> hidden = new CompletableFuture<>();
      Task<String> task = createTask(() -> await(hidden.minimalCompletionStage()));
      turn();

      task.cancel();

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
      assertThat(hidden).isNotDone();
    });
  }

  @Test
  void resultAfterTheCancel_isDropped() {
    TestLoop.run(() -> {
      CompletableFuture<String> hidden = new CompletableFuture<>();
      Task<String> task = createTask(() -> await(hidden.minimalCompletionStage()));
      turn();
      task.cancel();
      turns(2);

      hidden.complete("late");
      turns(2);

      assertThat(task.cancelled()).isTrue();
    });
  }

  @Test
  void timeoutAroundTheAwait_cancelsTheStage() {
    TestLoop.runInRealTime(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();

      assertThatThrownBy(() -> timeout(Duration.ofMillis(5), () -> await(stage)))
          .isInstanceOf(TimeoutException.class);

      assertThat(stage).isCancelled();
    });
  }

  @Test
  void virtualClock_waitsForTheStage() {
    TestLoop.run(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      createTask(() -> {
        Asyncio.sleep(Duration.ofHours(1));
        trace.add("clock jumped");
      });
      turn();
      Threads.start(() -> stage.complete("x"));

      trace.add(await(stage));

      trace.is("x");
    });
  }

  @Test
  void awaitOfADoneStage_yieldsToTheLoop() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("callback"));

      trace.add(await(CompletableFuture.completedFuture("x")));

      trace.is("callback", "x");
    });
  }

  // ---------------------------------------------------------------- wrapFuture

  @Test
  void wrapped_endsLikeTheStage() {
    TestLoop.run(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Future<String> future = wrapFuture(stage);
      assertThat(future.done()).isFalse();

      stage.complete("x");

      assertThat(future.await()).isEqualTo("x");
    });
  }

  @Test
  void cancelOfTheWrapped_cancelsTheStage() {
    TestLoop.run(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Future<String> future = wrapFuture(stage);

      future.cancel();
      turn();

      assertThat(stage).isCancelled();
    });
  }

  @Test
  void cancelOfTheStage_cancelsTheWrapped() {
    TestLoop.run(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Future<String> future = wrapFuture(stage);

      stage.cancel(true);
      turns(2);

      assertThat(future.cancelled()).isTrue();
    });
  }

  @Test
  void stageThatEndsAfterItsLoop_doesNoHarm() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    TestLoop.run(() -> {
      wrapFuture(stage);
    });

    assertThat(stage.complete("late")).isTrue();
  }

  @Test
  void viewOfAFuture_canBeAwaitedAgain() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x");

      assertThat(await(task.toCompletableFuture())).isEqualTo("x");
    });
  }

  @Test
  void nullStage_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> wrapFuture(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("stage");
      assertThatThrownBy(() -> await((CompletionStage<String>) null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("stage");
    });
  }

  @Test
  void stageOutsideALoop_isAnError() {
    assertThatThrownBy(() -> await(CompletableFuture.completedFuture("x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread ");
  }
}
