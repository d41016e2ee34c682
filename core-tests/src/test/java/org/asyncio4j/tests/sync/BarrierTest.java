package org.asyncio4j.tests.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.with;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.util.List;
import org.asyncio4j.error.BrokenBarrierException;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.sync.Barrier;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class BarrierTest {
  private final Trace trace = new Trace();

  private Task<Integer> arriving(Barrier barrier, String name) {
    return createTask(
        name,
        () -> {
          int position = barrier.await();
          trace.add(name);
          return position;
        });
  }

  @Test
  void lastParty_letsAllGoOn() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(3);
      Task<Integer> a = arriving(barrier, "a");
      Task<Integer> b = arriving(barrier, "b");
      turns(4);
      trace.is();

      List<Integer> positions = gather(a, b, arriving(barrier, "c")).await();

      assertThat(positions).containsExactly(0, 1, 2);
    });
  }

  @Test
  void oneParty_doesNotSuspend() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("turn"));

      int position = new Barrier(1).await();

      assertThat(position).isZero();
      trace.is();
    });
  }

  @Test
  void nextRound_countsFromZero() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);
      gather(arriving(barrier, "a"), arriving(barrier, "b")).await();

      List<Integer> positions = gather(arriving(barrier, "c"), arriving(barrier, "d")).await();

      assertThat(positions).containsExactly(0, 1);
    });
  }

  @Test
  void partyThatComesWhileARoundDrains_waitsForTheNext() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);
      Task<?>[] round = {arriving(barrier, "a"), arriving(barrier, "b"), arriving(barrier, "c")};
      turns(8);

      assertThat(round[2].done()).isFalse();
      assertThat(barrier.waiting()).isEqualTo(1);
      arriving(barrier, "d");
      gather(round).await();
    });
  }

  @Test
  void waiting_countsThoseWhoHaveArrived() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(3);
      Task<Integer> a = arriving(barrier, "a");
      turn();

      assertThat(barrier.waiting()).isEqualTo(1);
      assertThat(barrier.parties()).isEqualTo(3);
      gather(a, arriving(barrier, "b"), arriving(barrier, "c")).await();
      assertThat(barrier.waiting()).isZero();
    });
  }

  // ---------------------------------------------------------------- broken

  @Test
  void abort_sendsAwayWhoWaits() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);
      Task<Integer> a = arriving(barrier, "a");
      turn();

      barrier.abort();

      assertThatThrownBy(a::await)
          .isInstanceOf(BrokenBarrierException.class)
          .hasMessage(
              "Abort or reset of barrier; <Barrier [broken]> was told not to wait for all parties");
    });
  }

  @Test
  void abort_sendsAwayWhoComes() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);
      barrier.abort();

      assertThatThrownBy(barrier::await)
          .isInstanceOf(BrokenBarrierException.class)
          .hasMessage("Barrier aborted; reset <Barrier [broken]> before it is used again");
      assertThat(barrier.broken()).isTrue();
      assertThat(barrier.waiting()).isZero();
    });
  }

  @Test
  void resetOfABrokenBarrier_makesItAsNew() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);
      barrier.abort();

      barrier.reset();

      assertThat(barrier.broken()).isFalse();
      assertThat(gather(arriving(barrier, "a"), arriving(barrier, "b")).await())
          .containsExactly(0, 1);
    });
  }

  @Test
  void reset_sendsAwayWhoWaitsAndServesWhoComes() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);
      Task<Integer> a = arriving(barrier, "a");
      turn();

      barrier.reset();
      Task<Integer> b = arriving(barrier, "b");
      Task<Integer> c = arriving(barrier, "c");

      assertThat(catchThrowable(a::await)).isInstanceOf(BrokenBarrierException.class);
      assertThat(gather(b, c).await()).containsExactly(0, 1);
    });
  }

  // ---------------------------------------------------------------- cancellation

  @Test
  void cancelledParty_takesItselfOutOfTheCount() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);
      Task<Integer> a = arriving(barrier, "a");
      turn();

      a.cancel();
      turns(2);
      assertThat(barrier.waiting()).isZero();
      List<Integer> positions = gather(arriving(barrier, "b"), arriving(barrier, "c")).await();

      assertThat(positions).containsExactly(0, 1);
      assertThat(barrier.broken()).isFalse();
    });
  }

  @Test
  void partyCancelledAsTheLastArrives_doesNotHoldTheOthersUp() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(3);
      Task<Integer> a = arriving(barrier, "a");
      Task<Integer> b = arriving(barrier, "b");
      turns(2);
      Task<Integer> c = arriving(barrier, "c");
      turn();

      a.cancel();

      assertThat(gather(b, c).await()).containsExactly(1, 2);
      assertThat(barrier).hasToString("<Barrier [filling, waiters:0/3]>");
    });
  }

  @Test
  void timeout_takesThePartyOut() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);

      Throwable thrown = catchThrowable(() -> timeout(seconds(1), barrier::await));

      assertThat(thrown).isInstanceOf(TimeoutException.class);
      assertThat(barrier.waiting()).isZero();
    });
  }

  // ---------------------------------------------------------------- blocks

  @Test
  void with_givesThePosition() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(2);
      Task<Integer> other = arriving(barrier, "other");
      turn();

      String text = barrier.with(position -> "position " + position);

      assertThat(text).isEqualTo("position 1");
      other.await();
    });
  }

  @Test
  void facadesWith_givesThePosition() {
    TestLoop.run(() -> {
      String text = with(new Barrier(1), position -> "position " + position);

      assertThat(text).isEqualTo("position 0");
    });
  }

  @Test
  void lessThanOneParty_isRefused() {
    assertThatThrownBy(() -> new Barrier(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parties must be >= 1; parties: 0 (expected: one or more)");
  }
}
