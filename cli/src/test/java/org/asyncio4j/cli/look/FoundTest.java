package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.asyncio4j.cli.look.Tasks.listing;
import static org.asyncio4j.cli.look.Tasks.loop;
import static org.asyncio4j.cli.look.Tasks.task;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Finding the task that the user means. */
class FoundTest {
  private static TaskView named(long id, String name) {
    return new TaskView(
        id, name, "READY", 0, null, List.of(), null, List.of(), 0.0, null, List.of());
  }

  private static void fails(Listing listing, String word, String text) {
    assertThatExceptionOfType(LookException.class)
        .isThrownBy(() -> Found.in(listing, word))
        .withMessage(text)
        .extracting(LookException::code)
        .isEqualTo(1);
  }

  @Test
  void name_comesBeforeId() throws LookException {
    var listing = listing(loop(named(1, "2"), named(2, "other")));

    assertThat(Found.in(listing, "2").id()).isEqualTo(1);
  }

  @Test
  void id_isTakenWhereNoTaskHasThatName() throws LookException {
    assertThat(Found.in(listing(loop(task(1), task(2))), "2").task().name()).isEqualTo("t2");
  }

  @Test
  void loopAndId_tellTasksOfTwoLoopsApart() throws LookException {
    var listing = listing(loop("loop-1", 0, task(1)), loop("loop-2", 0, task(1)));

    assertThat(Found.in(listing, "loop-2:1").loop().loop().name()).isEqualTo("loop-2");
    fails(listing, "1", "2 tasks are called '1': loop-1:1, loop-2:1; name one of these");
  }

  @Test
  void severalOfAName_areListed() {
    var listing = listing(loop(named(3, "worker"), named(4, "worker")));

    fails(listing, "worker", "2 tasks are called 'worker': loop-1:3, loop-1:4; name one of these");
  }

  @Test
  void unknownTask_namesNearOnes() {
    var listing = listing(loop(named(1, "Worker-1"), named(2, "worker-22"), named(3, "db")));

    fails(
        listing,
        "worker-2",
        "process 4711 has no task 'worker-2' that is not done; it has 'Worker-1', 'worker-22'");
  }

  @Test
  void unknownTask_unlikeAll_namesTheWayToTheList() {
    fails(
        listing(loop(named(1, "db"))),
        "something",
        "process 4711 has no task 'something' that is not done; asyncio ps 4711 lists its tasks");
  }
}
