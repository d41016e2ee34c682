package org.asyncio4j.tests.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.testkit.CancelEverywhere;
import org.junit.jupiter.api.Test;

/** The tool itself: it counts, and it finds what is wrong. */
class CancelEverywhereToolTest {
  private static final Duration MOMENT = Duration.ofMillis(10);

  @Test
  void soundProgram_givesTheNumberOfItsAwaits() {
    int awaits =
        CancelEverywhere.check(ledger -> {
          sleep(MOMENT);
          createTask(() -> sleep(MOMENT)).await();
        });

    assertThat(awaits).isEqualTo(3);
  }

  @Test
  void lockThatStaysLocked_isFoundWithItsAwait() {
    assertThatThrownBy(() ->
            CancelEverywhere.check(ledger -> {
              Lock lock = new Lock();
              ledger.atEnd("the lock is free", () -> !lock.locked());
              lock.acquire();
              sleep(MOMENT);
              lock.release();
            }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cancelled at once at await 1, <Task pending name='program'")
        .hasMessageContaining("does not hold: the lock is free");
  }

  @Test
  void whatIsEnteredAndNotLeft_isFound() {
    assertThatThrownBy(() ->
            CancelEverywhere.check(ledger -> {
              ledger.enter("it");
              sleep(MOMENT);
              ledger.exit("it");
            }))
        .hasMessageContaining("it was entered and not left");
  }

  @Test
  void whatIsLeftTwice_isFound() {
    assertThatThrownBy(() ->
            CancelEverywhere.check(ledger -> {
              ledger.enter("it");
              try {
                sleep(MOMENT);
              } catch (CancelledError e) {
                ledger.exit("it");
                throw e;
              } finally {
                ledger.exit("it");
              }
            }))
        .hasMessageContaining("it was left more often than entered");
  }

  @Test
  void taskThatIsLeftWaiting_isFound() {
    assertThatThrownBy(() ->
            CancelEverywhere.check(ledger -> {
              var waiter = createTask("waiter", () -> getRunningLoop().createFuture().await());
              sleep(MOMENT);
              waiter.cancel();
            }))
        .hasMessageContaining("a task is left: <Task pending name='waiter'");
  }

  @Test
  void programThatFailsUncancelled_isNotTriedFurther() {
    assertThatThrownBy(() ->
            CancelEverywhere.check(ledger -> {
              throw new IllegalStateException("broken");
            }))
        .hasMessage("not cancelled: the program failed: java.lang.IllegalStateException: broken");
  }
}
