package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.look.Tasks.listing;
import static org.asyncio4j.cli.look.Tasks.loop;
import static org.asyncio4j.cli.look.Tasks.task;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What top shows. */
class TopTableTest {
  private static TaskView waits(long id, String awaits) {
    return Tasks.view(id, "WAITING", awaits, List.of(), List.of());
  }

  @Test
  void rates_areTakenBetweenTheReadings() {
    var lines =
        TopTable.lines(
            listing(loop("loop-1", 100)),
            listing(loop("loop-1", 1100)),
            listing(loop("loop-1", 9999, task(1))),
            0.5,
            0.25);

    assertThat(lines.get(0)).isEqualTo("process 4711: 1 loop, 1 task, 25% CPU");
    assertThat(lines.get(2))
        .isEqualTo("loop-1: idle, 1 task (1 waiting), 0 ready, 2 timers, 2,000 steps/s, 0 turns/s");
  }

  @Test
  void tasksOnOneLineForOneKindOfThing_areOneRow() {
    var now =
        listing(
            loop(waits(1, "<sleep until 1>"), waits(2, "<sleep until 2>"), waits(3, "<Queue x>")));

    var lines = TopTable.lines(now, now, now, 1, Double.NaN);

    assertThat(lines.get(3)).matches("TASKS +STATE +AT +AWAITS +OLDEST +TASK");
    assertThat(lines.get(4)).matches("2 +waiting +Demo.java:12 +<sleep \\.\\.\\. +1.5 s +t1, t2");
    assertThat(lines.get(5)).matches("1 +waiting +Demo.java:12 +<Queue x> +1.5 s +t3");
  }

  @Test
  void runningTasks_comeFirst() {
    var now = listing(loop(task(1), Tasks.view(2, "RUNNING", null, List.of(), List.of())));

    assertThat(TopTable.lines(now, now, now, 1, 1).get(4)).startsWith("1      running");
  }

  @Test
  void loopThatMakesNoStep_isHeld() {
    var held =
        new LoopView(
            "loop-1",
            "portable",
            true,
            false,
            false,
            10,
            7,
            5,
            0,
            2,
            0,
            "Task 'spin'",
            List.of(new FrameView("Spin", "spin", "Spin.java", 4)),
            List.of(),
            null);

    var lines = TopTable.lines(listing(held), listing(held), listing(held), 1, 1);

    assertThat(lines.get(3)).isEqualTo("it is held by Task 'spin' at Spin.java:4");
  }

  @Test
  void loopThatIsNew_hasNoRates() {
    var now = listing(loop("new", 1000));

    var lines = TopTable.lines(listing(), listing(), now, 1, 1);

    assertThat(lines.get(2)).contains("0 steps/s");
  }
}
