package org.asyncio4j.cli.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.asyncio4j.cli.timeline.EventBuffer.Event;
import org.jspecify.annotations.Nullable;

/** Makes rows, pieces and arrows of the events of one loop. */
final class TimelineBuilder {
  /** What run() makes after the program's own tasks. */
  private static final String OF_RUN = "Runner.<lambda>()";

  private static final int DEEPEST = 100;

  private final EventBuffer events;
  private final Words words;
  private final List<String> names;
  private final List<@Nullable String> codes;
  private final List<int[]> groups;
  private final Map<Integer, Row> rows = new HashMap<>();
  private final List<Row> order = new ArrayList<>();
  private final List<Arrow> arrows = new ArrayList<>();

  TimelineBuilder(
      EventBuffer events,
      Words words,
      List<String> names,
      List<@Nullable String> codes,
      List<int[]> groups) {
    this.events = events;
    this.words = words;
    this.names = names;
    this.codes = codes;
    this.groups = groups;
  }

  /** A row in the making. */
  private static final class Row {
    final int number;
    final long created;
    final int creator;
    final @Nullable String line;
    final List<Piece> pieces = new ArrayList<>();
    final List<CancelRequest> cancels = new ArrayList<>();
    TaskRow.End end = TaskRow.End.OPEN;
    long endNanos;
    @Nullable String outcome;

    // The piece under way.
    Piece.Kind now = Piece.Kind.READY;
    long since;
    @Nullable String text;
    @Nullable String at;
    int group = EventBuffer.NONE;

    Row(int number, long created, int creator, @Nullable String line) {
      this.number = number;
      this.created = created;
      this.creator = creator;
      this.line = line;
      this.since = created;
    }

    void becomes(Piece.Kind next, long nanos) {
      pieces.add(new Piece(now, since, nanos, text, at, 1));
      now = next;
      since = nanos;
      text = null;
      at = null;
      group = EventBuffer.NONE;
    }
  }

  /**
   * Makes the timeline.
   *
   * @param driver the loop's driver
   * @param offsetNanos real time from the start of the recording to the loop's first event
   * @param startNanos the loop's time at its first event
   * @param nowNanos the loop's time now
   */
  LoopTimeline build(String driver, long offsetNanos, long startNanos, long nowNanos) {
    for (int i = 0; i < events.size(); i++) {
      take(events.get(i));
    }
    order.removeIf(row -> row.creator == EventBuffer.NONE && OF_RUN.equals(codes.get(row.number)));
    long last = startNanos;
    for (Row row : order) {
      if (row.end == TaskRow.End.OPEN) {
        row.becomes(row.now, nowNanos);
        row.endNanos = nowNanos;
      }
      last = Math.max(last, row.endNanos);
    }
    List<TaskRow> tasks = order.stream().map(this::finished).toList();
    return new LoopTimeline(driver, offsetNanos, startNanos, last, tasks, arrows);
  }

  private TaskRow finished(Row row) {
    String code = codes.get(row.number);
    return new TaskRow(
        row.number,
        names.get(row.number),
        code == null ? "" : code,
        row.creator,
        depth(row),
        row.created,
        row.line,
        row.pieces,
        row.cancels,
        row.end,
        row.endNanos,
        row.outcome);
  }

  private int depth(Row row) {
    int depth = 0;
    Row above = rows.get(row.creator);
    while (above != null && depth < DEEPEST) {
      depth++;
      above = rows.get(above.creator);
    }
    return depth;
  }

  private Row row(Event event, int creator, @Nullable String line) {
    return rows.computeIfAbsent(
        event.task(),
        number -> {
          Row row = new Row(number, event.nanos(), creator, line);
          order.add(row);
          return row;
        });
  }

  private void take(Event event) {
    if (event.kind() == EventBuffer.CREATED) {
      row(event, event.x(), words.text(event.y()));
      return;
    }
    boolean known = rows.containsKey(event.task());
    Row row = row(event, EventBuffer.NONE, null);
    switch (event.kind()) {
      case EventBuffer.STARTED -> row.becomes(Piece.Kind.RUN, event.nanos());
      case EventBuffer.SUSPENDED -> suspended(row, event, known);
      case EventBuffer.RESUMED -> resumed(row, event, known);
      case EventBuffer.BLOCKED -> row.becomes(Piece.Kind.BLOCKED, event.nanos());
      case EventBuffer.CANCEL_REQUESTED ->
          row.cancels.add(
              new CancelRequest(
                  event.nanos(), event.x(), words.text(event.y()), words.text(event.z())));
      default -> done(row, event);
    }
  }

  private void suspended(Row row, Event event, boolean known) {
    if (!known) {
      row.now = Piece.Kind.RUN; // heard of first in the middle of its life
    }
    row.becomes(Piece.Kind.WAIT, event.nanos());
    row.text = event.x() == EventBuffer.NONE ? "the next turn" : words.text(event.x());
    row.at = words.text(event.y());
    row.group = event.z();
  }

  private void resumed(Row row, Event event, boolean known) {
    if (!known) {
      row.now = Piece.Kind.WAIT;
    }
    if (row.group != EventBuffer.NONE) {
      wakes(row, groups.get(row.group), event.nanos());
    }
    row.becomes(Piece.Kind.RUN, event.nanos());
  }

  private void wakes(Row row, int[] awaited, long nanos) {
    List<Row> ended = new ArrayList<>();
    for (int each : awaited) {
      Row other = rows.get(each);
      if (other != null && other.end != TaskRow.End.OPEN) {
        ended.add(other);
      }
    }
    long last = ended.stream().mapToLong(other -> other.endNanos).max().orElse(0);
    for (Row other : ended) {
      boolean isLast = other.endNanos == last && awaited.length < LoopRecorder.MOST_AWAITED;
      arrows.add(new Arrow(other.number, other.endNanos, row.number, nanos, isLast));
    }
  }

  private void done(Row row, Event event) {
    row.becomes(Piece.Kind.RUN, event.nanos());
    row.endNanos = event.nanos();
    row.outcome = words.text(event.z());
    row.end =
        switch (event.x()) {
          case EventBuffer.FAILED -> TaskRow.End.FAILED;
          case EventBuffer.CANCELLED -> TaskRow.End.CANCELLED;
          default -> TaskRow.End.FINISHED;
        };
  }
}
