package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.look.Tasks.listing;
import static org.asyncio4j.cli.look.Tasks.loop;
import static org.asyncio4j.cli.look.Tasks.task;
import static org.asyncio4j.cli.look.Tasks.waiting;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts of ps, pstree, cancel, and their JSON. */
class ReportTest {
  @Test
  void head_saysHowTheLoopIs() {
    assertThat(Report.head(loop("loop-1", 1234, task(1))))
        .isEqualTo(
            "loop-1: scheduled driver, idle, 1 task (1 waiting), 0 ready, 2 timers, 1,234 steps");
  }

  @Test
  void loops_areOneBelowTheOther() {
    assertThat(Report.list(listing(loop("a", 0, task(1)), loop("b", 0))))
        .matches("(?s)a: .*\n1   t1 .*\n\nb: .*\nno tasks");
  }

  @Test
  void cycles_areNamedBelowTheList() {
    assertThat(Report.list(listing(loop(waiting(1, 2), waiting(2, 1)))))
        .endsWith("\ncycle: t1 -> t2 -> t1");
  }

  @Test
  void json_hasTheCycles() {
    String json = Report.json(listing(loop(waiting(1, 2), waiting(2, 1))));

    JsonNode read = JsonMapper.builder().build().readTree(json);
    assertThat(read.get("pid").asLong()).isEqualTo(4711);
    assertThat(read.at("/loops/0/cycles/0/1/name").asString()).isEqualTo("t2");
    assertThat(read.at("/loops/0/tasks/0/heldBy/0/id").asLong()).isEqualTo(2);
    assertThat(json).doesNotContain("\n");
  }

  private static String cancelled(String outcome, TaskView now, String current) {
    var found = new Found(listing(loop(task(1))).loops().getFirst(), task(1));
    var answer =
        new Answer.Library(
            "0.1",
            "app",
            null,
            List.of(),
            outcome,
            now,
            null,
            current,
            List.of(new FrameView("Spin", "spin", "Spin.java", 4)));
    return CancelReport.sentence(found, outcome, answer);
  }

  @Test
  void cancel_saysWhatCameOfIt() {
    assertThat(cancelled("cancelled", null, null)).isEqualTo("Task 't1' is cancelled");
    assertThat(cancelled("ended", null, null))
        .isEqualTo("Task 't1' has ended, but not as cancelled");
    assertThat(cancelled("gone", null, null)).isEqualTo("Task 't1' has ended already");
    assertThat(cancelled("asked", task(1), null))
        .isEqualTo(
            "Task 't1' is asked to cancel and has not ended yet: it is at Demo.java:12 and awaits"
                + " Task 'x'");
    assertThat(cancelled("held", task(1), "Task 'spin'"))
        .isEqualTo(
            "Task 't1': requested; loop-1 is held by Task 'spin' at Spin.java:4, and takes it when"
                + " it is free");
  }

  @Test
  void ages_areForPeople() {
    assertThat(List.of(0.0, 0.0125, 1.0, 99.9, 100.0, 3599.0, 7500.0, 273600.0))
        .extracting(Ages::text)
        .containsExactly(
            "0 ms", "13 ms", "1.0 s", "99.9 s", "1m 40s", "59m 59s", "2h 05m", "3d 4h");
  }
}
