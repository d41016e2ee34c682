package org.asyncio4j.cli.timeline;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/*
 * A loop is a process and a task is a thread of it, as these viewers draw them: pid counts the loops from
 * 1, tid the tasks. Times are microseconds from the start of the recording.
 */
/**
 * Writes a timeline in the trace-event format that ui.perfetto.dev and chrome://tracing open:
 * {@code M} names loops and tasks, {@code X} is a run or a wait, {@code i} a creation, a request to
 * cancel, an end, {@code s} and {@code f} the ends of an arrow.
 */
public final class TraceEvents {
  private final StringBuilder out = new StringBuilder();
  private boolean first = true;
  private int arrows;

  private TraceEvents() {}

  /**
   * Writes it.
   *
   * @param timeline the timeline
   * @return the text of the file
   */
  public static String of(Timeline timeline) {
    TraceEvents events = new TraceEvents();
    events.out.append("{\"displayTimeUnit\":\"ms\",\"otherData\":{\"title\":");
    events.string(timeline.title());
    events.out.append(",\"notes\":");
    events.string(String.join(" ", timeline.notes()));
    events.out.append("},\"traceEvents\":[");
    int pid = 1;
    for (LoopTimeline loop : timeline.loops()) {
      events.loop(loop, pid++);
    }
    return events.out.append("\n]}\n").toString();
  }

  private void loop(LoopTimeline loop, int pid) {
    begin("process_name", "M", pid, 0).arguments("name", "loop " + pid, null, null);
    for (TaskRow task : loop.tasks()) {
      int tid = task.number() + 1;
      begin("thread_name", "M", pid, tid).arguments("name", task.title(), null, null);
      begin("thread_sort_index", "M", pid, tid);
      out.append(",\"args\":{\"sort_index\":" + tid + "}}");
      instant("created", loop, task.createdNanos(), pid, tid)
          .arguments("line", task.createdLine(), null, null);
      task.pieces().stream()
          .filter(piece -> piece.kind() != Piece.Kind.READY)
          .forEach(piece -> piece(loop, piece, pid, tid));
      task.cancels()
          .forEach(request ->
              instant("cancel requested", loop, request.nanos(), pid, tid)
                  .arguments("line", request.line(), "message", request.message()));
      if (task.end() != TaskRow.End.OPEN) {
        instant(task.end().text, loop, task.endNanos(), pid, tid)
            .arguments("outcome", task.outcome(), null, null);
      }
    }
    loop.arrows().forEach(arrow -> arrow(loop, arrow, pid));
  }

  private void piece(LoopTimeline loop, Piece piece, int pid, int tid) {
    String name =
        switch (piece.kind()) {
          case WAIT -> "await " + piece.text();
          case BLOCKED -> "blocking call";
          default -> "run";
        };
    begin(name, "X", pid, tid).time(loop, piece.fromNanos());
    out.append(String.format(Locale.ROOT, ",\"dur\":%.3f", piece.nanos() / 1e3));
    arguments("line", piece.line(), null, null);
  }

  private void arrow(LoopTimeline loop, Arrow arrow, int pid) {
    arrows++;
    begin("wakes", "s", pid, arrow.from() + 1).time(loop, arrow.fromNanos());
    out.append(",\"id\":" + arrows + "}");
    begin("wakes", "f", pid, arrow.to() + 1).time(loop, arrow.toNanos());
    out.append(",\"bp\":\"e\",\"id\":" + arrows + "}");
  }

  private TraceEvents instant(String name, LoopTimeline loop, long nanos, int pid, int tid) {
    begin(name, "i", pid, tid).time(loop, nanos);
    out.append(",\"s\":\"t\"");
    return this;
  }

  private TraceEvents begin(String name, String phase, int pid, int tid) {
    out.append(first ? "\n" : ",\n").append("{\"name\":");
    first = false;
    string(name);
    out.append(",\"cat\":\"asyncio\",\"ph\":\"" + phase + "\",\"pid\":" + pid + ",\"tid\":" + tid);
    return this;
  }

  private TraceEvents time(LoopTimeline loop, long nanos) {
    double micros = (loop.offsetNanos() + nanos - loop.startNanos()) / 1e3;
    out.append(String.format(Locale.ROOT, ",\"ts\":%.3f", micros));
    return this;
  }

  /** Ends the event. */
  private void arguments(
      String name, @Nullable String value, @Nullable String name2, @Nullable String value2) {
    out.append(",\"args\":{");
    if (value != null) {
      string(name);
      out.append(':');
      string(value);
    }
    if (name2 != null && value2 != null) {
      out.append(value == null ? "" : ",");
      string(name2);
      out.append(':');
      string(value2);
    }
    out.append("}}");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
