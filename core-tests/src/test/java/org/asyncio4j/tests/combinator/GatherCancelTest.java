package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.gatherOutcomes;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Children of gather that are cancelled, and gathers that are. */
class GatherCancelTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private static <T> Future<T> future() {
    return getRunningLoop().createFuture();
  }

  private static String after(double seconds, String result) {
    return sleep(seconds(seconds), result);
  }

  private static String fail(String message) throws IOException {
    throw new IOException(message);
  }

  private String forEver(String name) {
    try {
      return sleep(LONG, "never");
    } catch (CancelledError e) {
      trace.add(name + " cancelled: " + e.getMessage());
      throw e;
    }
  }

  // ---------------------------------------------------------------- a cancelled child

  @Test
  void cancelledChild_countsAsAFailure() {
    TestLoop.run(() -> {
      Task<String> child = createTask(() -> forEver("child"));
      Task<String> other = createTask(() -> after(1, "x"));
      Future<?> all = gather(child, other);
      turn();

      child.cancel("why");

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class).hasMessage("why");
      assertThat(all.cancelled()).isFalse();
      assertThat(other.await()).isEqualTo("x");
    });
  }

  @Test
  void awaiterOfAGatherWithACancelledChild_endsCancelled() {
    TestLoop.run(() -> {
      Task<String> child = createTask(() -> forEver("child"));
      Task<?> awaiter = createTask(() -> gather(child).await());
      turn();

      child.cancel();
      turns(4);

      assertThat(awaiter.cancelled()).isTrue();
      assertThat(awaiter.cancelling()).isZero();
    });
  }

  // ---------------------------------------------------------------- cancelling the gather

  @Test
  void cancel_isPassedToAllChildren() {
    TestLoop.run(() -> {
      Future<?> all = gather(() -> forEver("a"), () -> forEver("b"));
      turn();

      assertThat(all.cancel("why")).isTrue();

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class).hasMessage("why");
      turn();
      trace.is("a cancelled: why", "b cancelled: why");
    });
  }

  @Test
  void cancelOfTheAwaiter_isPassedToAllChildren() {
    TestLoop.run(() -> {
      Task<?> awaiter = createTask(() -> gather(() -> forEver("a"), () -> forEver("b")).await());
      turns(2);

      awaiter.cancel("why");

      assertThatThrownBy(awaiter::await).isInstanceOf(CancelledError.class);
      assertThat(awaiter.cancelled()).isTrue();
      assertThat(allTasks()).hasSize(1);
    });
  }

  @Test
  void cancelledGather_isNotDoneBeforeAChildIs() {
    TestLoop.run(() -> {
      Future<?> all = gather(() -> forEver("a"));
      turn();

      all.cancel();

      assertThat(all.done()).isFalse();
      turns(2);
      assertThat(all.exception()).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void cancelledGather_isFailedWithACancelledError() {
    TestLoop.run(() -> {
      Future<?> all = gather(() -> forEver("a"));
      turn();
      all.cancel();
      turns(3);

      assertThat(all.cancelled()).isFalse();
      assertThat(all.exception()).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void cancelBeforeTheChildrenBegin_keepsThemFromRunning() {
    TestLoop.run(() -> {
      Future<?> all = gather(() -> forEver("a"), () -> forEver("b"));

      all.cancel();

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class);
      trace.is();
    });
  }

  @Test
  void cancelOfADoneGather_isRefused() {
    TestLoop.run(() -> {
      Task<String> slow = createTask(() -> after(1, "x"));
      Future<?> all = gather(() -> fail("x"), slow);
      assertThatThrownBy(all::await).hasMessage("x");

      assertThat(all.cancel()).isFalse();

      assertThat(slow.await()).isEqualTo("x");
    });
  }

  @Test
  void cancelWhenAllChildrenAreDone_isRefused() {
    TestLoop.run(() -> {
      Future<String> child = future();
      Future<List<String>> all = gather(child);
      child.setResult("x");

      assertThat(all.cancel()).isFalse();

      assertThat(all.await()).containsExactly("x");
    });
  }

  @Test
  void childThatSwallowsTheCancellation_doesNotSaveTheGather() {
    TestLoop.run(() -> {
      Future<?> all =
          gather(() -> {
            try {
              return sleep(LONG, "x");
            } catch (CancelledError e) {
              return "swallowed";
            }
          });
      turn();

      all.cancel();

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void cancelledGatherOfOutcomes_throwsWhenAllChildrenHaveEnded() {
    TestLoop.run(() -> {
      Future<?> all =
          gatherOutcomes(() -> {
            try {
              return sleep(LONG, "x");
            } finally {
              sleep(seconds(1));
              trace.add("cleaned up");
            }
          });
      turn();

      all.cancel("why");

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("cleaned up");
    });
  }

  private static String swallow() {
    try {
      return sleep(LONG, "x");
    } catch (CancelledError e) {
      sleep(seconds(1));
      return "swallowed";
    }
  }

  @Test
  void cancelOfTheGather_throwsTheErrorOfItsLastChild() {
    TestLoop.run(() -> {
      Future<?> all = gatherOutcomes(GatherCancelTest::swallow, () -> forEver("b"));
      turn();

      all.cancel("why");

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class).hasMessage("why");
    });
  }

  @Test
  void cancelOfTheGather_hasNoMessageIfItsLastChildSwallowedIt() {
    TestLoop.run(() -> {
      Future<?> all = gatherOutcomes(() -> forEver("a"), GatherCancelTest::swallow);
      turn();

      all.cancel("why");

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class).hasMessage(null);
    });
  }

  /** The message is that of its cancellation, never its result. */
  @Test
  void cancelOfTheGather_takesNoMessageFromTheResultOfItsLastChild() {
    TestLoop.run(() -> {
      Future<String> first = future();
      Future<String> last = future();
      Future<?> all = gatherOutcomes(first, last);
      last.setResult("a result");
      all.cancel("stop");

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class).hasMessage(null);
    });
  }
}
