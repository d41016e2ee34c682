package org.asyncio4j.cli.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Chooses what of a loop is drawn, so that a page stays usable: the first rows, and of these the
 * pieces that can be seen.
 */
final class Rows {
  static final int MOST_ROWS = 400;
  private static final int MOST_PIECES = 12_000;

  private final List<TaskRow> drawn;
  private final List<String> notes = new ArrayList<>();

  private Rows(List<TaskRow> drawn) {
    this.drawn = drawn;
  }

  static Rows of(LoopTimeline loop) {
    int all = loop.tasks().size();
    List<TaskRow> rows = loop.tasks().subList(0, Math.min(all, MOST_ROWS));
    Rows chosen = new Rows(new ArrayList<>(rows));
    if (all > MOST_ROWS) {
      chosen.notes.add(
          String.format(
              Locale.ROOT,
              "Only the first %,d of %,d tasks are drawn; --timeline NAME.json has them all, for"
                  + " ui.perfetto.dev.",
              MOST_ROWS,
              all));
    }
    chosen.merge(loop);
    return chosen;
  }

  List<TaskRow> drawn() {
    return drawn;
  }

  List<String> notes() {
    return notes;
  }

  private void merge(LoopTimeline loop) {
    long shortest = Math.max(1, (loop.endNanos() - loop.startNanos()) / 4000);
    boolean merged = false;
    while (drawn.stream().mapToInt(row -> row.pieces().size()).sum() > MOST_PIECES) {
      long limit = shortest;
      drawn.replaceAll(row -> withPieces(row, merged(row.pieces(), limit)));
      shortest *= 2;
      merged = true;
    }
    if (merged) {
      notes.add(
          "Steps that follow each other too closely to be drawn one by one are drawn as one pale"
              + " bar; --timeline NAME.json has them all, for ui.perfetto.dev.");
    }
  }

  /** Puts neighbours together that are each shorter than a limit. */
  private static List<Piece> merged(List<Piece> pieces, long limit) {
    List<Piece> merged = new ArrayList<>();
    for (Piece piece : pieces) {
      Piece last = merged.isEmpty() ? null : merged.getLast();
      boolean together =
          last != null && piece.nanos() < limit && (last.count() > 1 || last.nanos() < limit);
      if (together && last != null) {
        merged.removeLast();
        int count = last.count() + piece.count();
        merged.add(new Piece(Piece.Kind.RUN, last.fromNanos(), piece.toNanos(), null, null, count));
      } else {
        merged.add(piece);
      }
    }
    return merged;
  }

  private static TaskRow withPieces(TaskRow row, List<Piece> pieces) {
    return new TaskRow(
        row.number(),
        row.name(),
        row.code(),
        row.creator(),
        row.depth(),
        row.createdNanos(),
        row.createdLine(),
        pieces,
        row.cancels(),
        row.end(),
        row.endNanos(),
        row.outcome());
  }
}
