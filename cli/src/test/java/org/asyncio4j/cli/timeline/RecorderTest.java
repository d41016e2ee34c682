package org.asyncio4j.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.asyncio4j.cli.timeline.Recorded.nanos;
import static org.asyncio4j.cli.timeline.Recorded.row;
import static org.asyncio4j.cli.timeline.Recorded.seconds;

import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;

/** What the recorder writes down of a program. */
class RecorderTest {
  private static Task<?> child(String name, long seconds) {
    return Asyncio.createTask(name, () -> Asyncio.sleep(seconds(seconds), name));
  }

  @Test
  void piecesOfATask_followEachOtherWithoutGaps() {
    Timeline timeline =
        Recorded.of(() -> {
          Asyncio.createTask(
                  "two sleeps",
                  () -> {
                    Asyncio.sleep(seconds(1));
                    Asyncio.sleep(seconds(2));
                  })
              .await();
        });

    TaskRow row = row(timeline, "two sleeps");
    assertThat(row.pieces())
        .extracting(Piece::kind, Piece::text, Piece::nanos)
        .containsExactly(
            tuple(Piece.Kind.READY, null, 0L),
            tuple(Piece.Kind.RUN, null, 0L),
            tuple(Piece.Kind.WAIT, "sleep", nanos(1)),
            tuple(Piece.Kind.RUN, null, 0L),
            tuple(Piece.Kind.WAIT, "sleep", nanos(2)),
            tuple(Piece.Kind.RUN, null, 0L));
    for (int i = 1; i < row.pieces().size(); i++) {
      assertThat(row.pieces().get(i).fromNanos()).isEqualTo(row.pieces().get(i - 1).toNanos());
    }
  }

  @Test
  void ends_areToldApart() {
    Timeline timeline =
        Recorded.of(() -> {
          Task<?> done = child("done", 1);
          Task<?> failed =
              Asyncio.createTask(
                  "failed",
                  (Action)
                      () -> {
                        throw new IllegalStateException("no");
                      });
          Task<?> cancelled = child("cancelled", 9);
          Asyncio.sleep(seconds(2));
          cancelled.cancel("enough");
          Asyncio.wait(List.of(done, failed, cancelled));
          assertThat(failed.exception()).isNotNull();
        });

    assertThat(timeline.loops().getFirst().tasks())
        .filteredOn(row -> row.depth() == 1)
        .extracting(TaskRow::name, TaskRow::end, TaskRow::outcome)
        .containsExactly(
            tuple("done", TaskRow.End.FINISHED, "'done'"),
            tuple("failed", TaskRow.End.FAILED, "IllegalStateException('no')"),
            tuple("cancelled", TaskRow.End.CANCELLED, "CancelledError('enough')"));
    assertThat(row(timeline, "cancelled").cancels())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.nanos() - timeline.loops().getFirst().startNanos())
              .isEqualTo(nanos(2));
          assertThat(request.by()).isEqualTo(row(timeline, "done").creator());
          assertThat(request.message()).isEqualTo("enough");
        });
  }

  @Test
  void gather_hasAnArrowFromEachChild_theLastOneWakes() {
    Timeline timeline = Recorded.of(() -> Asyncio.gather(child("a", 3), child("b", 1)).await());

    int a = row(timeline, "a").number();
    int b = row(timeline, "b").number();
    assertThat(timeline.loops().getFirst().arrows())
        .extracting(Arrow::from, Arrow::to, Arrow::last)
        .containsExactlyInAnyOrder(
            tuple(a, row(timeline, "a").creator(), true),
            tuple(b, row(timeline, "a").creator(), false));
  }

  @Test
  void arrow_passesThroughShield() {
    Timeline timeline = Recorded.of(() -> Asyncio.shield(child("a", 1)).await());

    assertThat(timeline.loops().getFirst().arrows())
        .singleElement()
        .satisfies(arrow -> assertThat(arrow.from()).isEqualTo(row(timeline, "a").number()));
  }

  @Test
  void lock_isNamedWithWhoHoldsIt() {
    Timeline timeline =
        Recorded.of(() -> {
          Lock lock = new Lock();
          Task<?> holder = Asyncio.createTask("holder", () -> hold(lock));
          Task<?> waiter = Asyncio.createTask("waiter", () -> hold(lock));
          Asyncio.wait(List.of(holder, waiter));
        });

    assertThat(row(timeline, "waiter").pieces())
        .extracting(Piece::text)
        .contains("Lock held by holder");
  }

  private static void hold(Lock lock) {
    try (var _ = lock.hold()) {
      Asyncio.sleep(seconds(1));
    }
  }

  @Test
  void tasksOfRunItself_areLeftOut() {
    Timeline timeline = Recorded.of(() -> child("a", 1).await());

    assertThat(timeline.loops().getFirst().tasks()).hasSize(2);
  }

  @Test
  void whatIsUnderWay_isOpen() {
    Timeline[] timeline = new Timeline[1];

    try (Recorder recorder = Recorder.start("x")) {
      Recorded.of(() -> {
        child("a", 5);
        Asyncio.sleep(seconds(1));
        timeline[0] = recorder.timeline();
      });
    }

    TaskRow row = row(timeline[0], "a");
    assertThat(row.end()).isEqualTo(TaskRow.End.OPEN);
    assertThat(row.pieces().getLast().kind()).isEqualTo(Piece.Kind.WAIT);
    assertThat(row.pieces().getLast().nanos()).isEqualTo(nanos(1));
  }

  @Test
  void fullRecording_endsAndSaysSo() {
    Timeline timeline =
        Recorded.of(
            200,
            () -> {
              for (int i = 0; i < 1000; i++) {
                child("child " + i, 1).await();
              }
            });

    assertThat(timeline.notes())
        .singleElement()
        .asString()
        .startsWith("The recording is full: it ends after ")
        .contains("what came later is missing")
        .contains("(-Xmx)");
    assertThat(timeline.loops().getFirst().tasks()).hasSizeBetween(2, 40);
  }

  @Test
  void fullRecording_forgetsTasksThatAreDone() {
    Recorder recorder = Recorder.start("x", 10);

    try (recorder) {
      Recorded.of(() -> Asyncio.gather(child("a", 1), child("b", 2), child("c", 3)).await());
    }

    assertThat(recorder.events()).isLessThanOrEqualTo(10);
  }

  @Test
  void afterClose_nothingIsRecorded() {
    Recorder recorder = Recorder.start("x");
    recorder.close();

    Recorded.of(() -> child("a", 1).await());

    assertThat(recorder.events()).isZero();
    assertThat(recorder.timeline().loops()).isEmpty();
  }

  @Test
  void eachLoop_isATimelineOfItsOwn() {
    try (Recorder recorder = Recorder.start("x")) {
      Recorded.of(() -> child("a", 1).await());
      Recorded.of(() -> child("b", 1).await());

      assertThat(recorder.timeline().loops()).hasSize(2);
    }
  }

  @Test
  void longSecretOrUserDefinedResults_areNamedByTheirType() {
    record Secret(String word) {}

    Timeline timeline =
        Recorded.of(() -> {
          Asyncio.createTask("own", () -> new Secret("x")).await();
          Asyncio.createTask("long", () -> "y".repeat(1000)).await();
          Asyncio.createTask("many", () -> java.util.Collections.nCopies(1000, 1)).await();
        });

    assertThat(row(timeline, "own").outcome()).isEqualTo("Secret");
    assertThat(row(timeline, "long").outcome()).hasSize(81).endsWith("…");
    assertThat(row(timeline, "many").outcome()).isEqualTo("CopiesList");
  }
}
