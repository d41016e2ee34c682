package org.asyncio4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.asyncio4j.fiber.Fiber;
import org.junit.jupiter.api.Test;

class TimerHeapTest {
  /** The seed of the random timers; -Dseed= replays one. */
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  private final TimerHeap heap = new TimerHeap();

  private static final class Mark extends Timer {
    private boolean gone;

    Mark(long when) {
      super(when);
    }

    @Override
    protected Fiber fire(Engine engine) {
      return null;
    }
  }

  private Mark add(long when) {
    Mark mark = new Mark(when);
    heap.add(mark);
    return mark;
  }

  /** What Timer.cancel does, without a loop. */
  private void cancel(Mark mark) {
    mark.gone = true;
    mark.markCancelled();
    heap.cancelled(mark);
  }

  private List<Timer> takeAll(long now) {
    List<Timer> taken = new ArrayList<>();
    for (Timer due = heap.takeDue(now); due != null; due = heap.takeDue(now)) {
      taken.add(due);
    }
    return taken;
  }

  @Test
  void equalTimes_comeInTheOrderOfCreation() {
    List<Timer> created = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      created.add(add(7));
    }

    List<Timer> taken = takeAll(7);

    assertThat(taken).isEqualTo(created);
  }

  @Test
  void whatIsNotDue_stays() {
    add(5);
    Mark later = add(6);

    List<Timer> taken = takeAll(5);

    assertThat(taken).hasSize(1);
    assertThat(heap.next()).isEqualTo(6);
    assertThat(heap.takeDue(6)).isSameAs(later);
  }

  @Test
  void anEmptyHeap_hasNoNextTime() {
    assertThat(heap.next()).isEqualTo(Long.MAX_VALUE);
    assertThat(heap.takeDue(Long.MAX_VALUE)).isNull();
  }

  @Test
  void cancelledTimers_neverCome() {
    Mark first = add(1);
    Mark second = add(2);

    cancel(first);

    assertThat(takeAll(10)).containsExactly(second);
  }

  @Test
  void aMillionCancelledTimers_leaveNothingBehind() {
    for (int i = 0; i < 1_000_000; i++) {
      cancel(add(i));
    }

    assertThat(heap.size()).isLessThanOrEqualTo(201);
  }

  @Test
  void randomTimers_comeByTimeAndThenByCreation() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Mark> live = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Mark mark = add(random.nextInt(500));
      live.add(mark);
      if (random.nextInt(3) == 0) {
        cancel(live.get(random.nextInt(live.size())));
      }
    }
    live.removeIf(mark -> mark.gone);
    live.sort((a, b) -> Long.compare(a.whenNanos, b.whenNanos)); // stable: creation stays

    List<Timer> taken = takeAll(1000);

    assertThat(taken).as("seed " + SEED).isEqualTo(live);
  }
}
