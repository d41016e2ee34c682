package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.look.Tasks.ref;
import static org.asyncio4j.cli.look.Tasks.task;
import static org.asyncio4j.cli.look.Tasks.waiting;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who waits for whom, and circles in it. */
class WaitsTest {
  @Test
  void tree_hasNoCycle() {
    var waits = new Waits(List.of(task(1), task(2, 1), task(3, 1, 2)));

    assertThat(waits.cycles()).isEmpty();
    assertThat(waits.of(task(1))).extracting(TaskView::id).containsExactly(2L, 3L);
    assertThat(waits.isWanted(task(1))).isFalse();
  }

  @Test
  void tasksThatAwaitEachOther_areACycle() {
    var waits = new Waits(List.of(task(1), task(2, 1, 3), task(3, 2)));

    assertThat(waits.cycles()).containsExactly(List.of(ref(2), ref(3)));
  }

  @Test
  void locks_makeCyclesToo() {
    var waits = new Waits(List.of(waiting(1, 2), waiting(2, 1)));

    assertThat(waits.cycles()).containsExactly(List.of(ref(1), ref(2)));
  }

  @Test
  void taskThatAwaitsItself_isACycleOfOne() {
    assertThat(new Waits(List.of(task(1, 1))).cycles()).containsExactly(List.of(ref(1)));
  }

  @Test
  void cycles_thatAreApart_areAllFound() {
    var waits = new Waits(List.of(waiting(1, 2), waiting(2, 1), waiting(3, 4), waiting(4, 3)));

    assertThat(waits.cycles()).hasSize(2);
  }

  @Test
  void holderThatHasEnded_isLeftOut() {
    var waits = new Waits(List.of(waiting(1, 9)));

    assertThat(waits.of(task(1))).isEmpty();
  }

  @Test
  void chainOfManyTasks_needsNoDeepStack() {
    List<TaskView> chain =
        LongStream.rangeClosed(1, 100_000).mapToObj(i -> task(i, i - 1)).toList();

    assertThat(new Waits(chain).cycles()).isEmpty();
  }
}
