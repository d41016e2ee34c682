package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.look.Tasks.loop;
import static org.asyncio4j.cli.look.Tasks.task;
import static org.asyncio4j.cli.look.Tasks.waiting;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the tables look like. */
class TaskTableTest {
  @Test
  void list_hasAColumnForAllThatIsKnown() {
    var sleeps =
        new TaskView(
            7,
            "fetch",
            "WAITING",
            1,
            "<sleep>",
            List.of(),
            12.5,
            List.of(Tasks.ref(1)),
            0.25,
            null,
            List.of(new FrameView("Demo", "work", "Demo.java", 12)));

    assertThat(TaskTable.list(loop(sleeps)))
        .isEqualTo(
            """
            ID  TASK   STATE                AT            AWAITS   DEADLINE  AWAITED BY  AGE
            7   fetch  waiting, cancelling  Demo.java:12  <sleep>  in 2.5 s  t1          250 ms\
            """);
  }

  @Test
  void list_leavesOutColumnsThatSayNothing() {
    assertThat(TaskTable.list(loop(task(1))).lines().findFirst().orElseThrow())
        .isEqualTo("ID  TASK  STATE    AT            AWAITS    AGE");
  }

  @Test
  void list_marksTheTasksOfACycle() {
    assertThat(TaskTable.list(loop(waiting(1, 2), waiting(2, 1), task(3))))
        .contains("t1 (cycle)  waiting", "t2 (cycle)  waiting", "t3          waiting");
  }

  @Test
  void list_namesAFewOfManyWhoAwait() {
    assertThat(TaskTable.list(loop(task(9, 1, 2, 3, 4, 5)))).contains("t1, t2, t3 and 2 more");
  }

  @Test
  void longTexts_areCut() {
    var many = Tasks.view(1, "WAITING", "x".repeat(500), List.of(), List.of());

    assertThat(TaskTable.list(loop(many))).contains("x ...").hasSizeLessThan(400);
  }

  @Test
  void noTasks_isSaid() {
    assertThat(TaskTable.list(loop())).isEqualTo("no tasks");
    assertThat(TaskTable.tree(loop())).isEqualTo("no tasks");
  }

  private static List<String> names(LoopView loop) {
    return TaskTable.tree(loop)
        .lines()
        .skip(1)
        .map(line -> line.substring(4, line.indexOf("waiting")).stripTrailing())
        .toList();
  }

  @Test
  void tree_hasWhatIsAwaitedBelowTheAwaiter() {
    assertThat(names(loop(task(1), task(2, 1), task(3, 2), task(4, 1))))
        .containsExactly("t1", "├── t2", "│   └── t3", "└── t4");
  }

  @Test
  void tree_hasTheHolderOfALockBelowWhoWaitsForIt() {
    assertThat(names(loop(waiting(1, 2), task(2)))).containsExactly("t1", "└── t2");
  }

  @Test
  void whatSeveralAwait_isShownInFullOnce() {
    assertThat(names(loop(task(1), task(2), task(3, 1, 2), task(4, 3))))
        .containsExactly("t1", "└── t3", "    └── t4", "t2", "└── t3 (see above)");
  }

  @Test
  void cycle_isMarkedAndEnds() {
    assertThat(names(loop(task(1, 2), task(2, 1))))
        .containsExactly("t1", "└── t2", "    └── (cycle) t1");
  }

  @Test
  void deepTree_goesOnBelow() {
    LoopView chain =
        loop(LongStream.rangeClosed(1, 100).mapToObj(i -> task(i, i - 1)).toArray(TaskView[]::new));

    String tree = TaskTable.tree(chain);

    assertThat(tree).contains("└── t61 (goes on below)");
    assertThat(tree.lines()).anyMatch(line -> line.startsWith("61   t61 "));
    assertThat(tree.lines()).hasSize(102);
  }
}
