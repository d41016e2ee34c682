package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.shield;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class ShieldTest {
  private final Trace trace = new Trace();

  private static Future<String> future() {
    return getRunningLoop().createFuture();
  }

  @Test
  void result_isPassedOn() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Future<String> outer = shield(inner);
      turn();

      inner.setResult("x");

      assertThat(outer.await()).isEqualTo("x");
    });
  }

  @Test
  void exception_isPassedOn() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");
      Future<String> inner = future();
      Future<String> outer = shield(inner);

      inner.setException(error);

      assertThatThrownBy(outer::await).isSameAs(error);
    });
  }

  @Test
  void code_becomesATask() {
    TestLoop.run(() -> {
      assertThat(shield(() -> sleep(seconds(1), "x")).await()).isEqualTo("x");
    });
  }

  @Test
  void doneFuture_isReturnedAsItIs() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      inner.setResult("x");

      assertThat(shield(inner)).isSameAs(inner);
    });
  }

  @Test
  void cancelOfTheInner_cancelsTheOuter() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Future<String> outer = shield(inner);

      inner.cancel();
      turns(2);

      assertThat(outer.cancelled()).isTrue();
    });
  }

  @Test
  void cancelOfTheOuter_leavesTheInnerAlone() {
    TestLoop.run(() -> {
      Task<String> inner = createTask(() -> sleep(seconds(1), "x"));
      Future<String> outer = shield(inner);
      turn();

      outer.cancel();

      assertThat(outer.cancelled()).isTrue();
      assertThat(inner.cancelling()).isZero();
      assertThat(inner.await()).isEqualTo("x");
    });
  }

  @Test
  void cancelOfTheTaskThatAwaitsTheShield_leavesTheInnerAlone() {
    TestLoop.run(() -> {
      Task<String> inner = createTask(() -> sleep(seconds(1), "x"));
      Task<String> awaiter = createTask(() -> shield(inner).await());
      turns(2);

      awaiter.cancel("why");

      assertThatThrownBy(awaiter::await).isInstanceOf(CancelledError.class).hasMessage("why");
      assertThat(inner.await()).isEqualTo("x");
    });
  }

  @Test
  void innerOfACancelledShield_keepsNoLeftOver() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Future<String> outer = shield(inner);
      outer.cancel();
      turn();

      inner.setResult("x");
      turns(2);

      assertThat(outer.cancelled()).isTrue();
    });
  }

  @Test
  void lateFailure_isReportedOnce() {
    List<Object> kept = new ArrayList<>();
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          Future<String> inner = future();
          kept.add(inner);
          shield(inner).cancel();
          turn();

          inner.setException(new IOException("x"));
          turns(2);
        });

    assertThat(reports)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.message()).isEqualTo("IOException exception in shielded future");
          assertThat(report.exception()).hasMessage("x");
          assertThat(report.future()).isSameAs(kept.getFirst());
        });
  }

  @Test
  void twoCancelledShieldsOfOneFuture_reportItsFailureOnce() {
    List<String> messages =
        TestLoop.messages(() -> {
          Future<String> inner = future();
          Future<String> one = shield(inner);
          Future<String> two = shield(inner);
          one.cancel();
          two.cancel();
          turn();

          inner.setException(new IOException("x"));
          turns(2);
        });

    assertThat(messages).containsExactly("IOException exception in shielded future");
  }

  @Test
  void lateCancellationOfTheInner_isNotReported() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      shield(inner).cancel();
      turn();

      inner.cancel();
      turns(2);
    });
  }

  @Test
  void failureInTheTurnOfTheCancel_isNotReportedAsShielded() {
    List<String> messages =
        TestLoop.messages(() -> {
          Future<String> inner = future();
          Future<String> outer = shield(inner);

          outer.cancel();
          inner.setException(new IOException("x"));
          turns(3);
        });

    assertThat(messages).containsExactly("Future exception was never retrieved");
  }

  @Test
  void shieldOfAShield_protectsTwice() {
    TestLoop.run(() -> {
      Task<String> inner = createTask(() -> sleep(seconds(1), "x"));
      Future<String> middle = shield(inner);
      Future<String> outer = shield(middle);

      outer.cancel();
      turns(2);

      assertThat(middle.done()).isFalse();
      assertThat(middle.await()).isEqualTo("x");
    });
  }

  @Test
  void shieldOfAGather_protectsItsChildren() {
    TestLoop.run(() -> {
      Task<String> child = createTask(() -> sleep(seconds(1), "x"));
      Future<List<String>> all = gather(child);
      Future<List<String>> outer = shield(all);
      turn();

      outer.cancel();

      assertThat(all.await()).containsExactly("x");
    });
  }

  @Test
  void gatherOfShields_isCancelledWithoutItsChildren() {
    TestLoop.run(() -> {
      Task<String> a = createTask(() -> sleep(seconds(1), "a"));
      Task<String> b = createTask(() -> sleep(seconds(1), "b"));
      Future<List<String>> all = gather(shield(a), shield(b));
      turn();

      all.cancel();

      assertThatThrownBy(all::await).isInstanceOf(CancelledError.class);
      assertThat(a.await() + b.await()).isEqualTo("ab");
    });
  }

  @Test
  void shieldedCode_goesOnWithoutAnOwner() {
    TestLoop.run(() -> {
      Future<Void> outer =
          shield(() -> {
            sleep(seconds(1));
            trace.add("done");
            return null;
          });
      turn();
      outer.cancel();
      System.gc();

      sleep(seconds(2));

      trace.is("done");
    });
  }

  @Test
  void shield_doesNotProtectFromTheEndOfTheRun() {
    TestLoop.run(() -> {
      Task<Void> inner =
          createTask(() -> {
            try {
              sleep(seconds(9));
            } catch (CancelledError e) {
              trace.add("cancelled");
              throw e;
            }
          });
      shield(inner);
      turn();
    });

    trace.is("cancelled");
  }

  @Test
  void nullAwaitable_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> shield(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitable");
    });
  }

  @Test
  void codeOutsideALoop_isAnError() throws InterruptedException {
    assertThat(TestLoop.thrownOnForeignThread(() -> shield(() -> "x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread foreign runs none");
  }
}
