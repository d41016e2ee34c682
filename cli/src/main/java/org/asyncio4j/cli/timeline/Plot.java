package org.asyncio4j.cli.timeline;

import static org.asyncio4j.cli.timeline.Markup.escape;
import static org.asyncio4j.cli.timeline.Markup.number;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Everything that has a place in time carries it as data-a (and data-b), in nanoseconds from the start of
 * its loop, so that the page's script can move it when the reader zooms; the coordinates written here are
 * those without zoom and need no script.
 *
 *         LEFT                                             RIGHT, for results
 *   +------+--------------------------------------------+-----------+
 *   |      axis                                                     |  AXIS
 *   |      row 0: bars, lines with labels above, marks   'result'   |  ROW
 *   |      row 1                                                    |  ROW
 */
/** Draws one loop as SVG: a column of names, and the rows beside it. */
final class Plot {
  static final int LEFT = 14;
  static final int RIGHT = 170;
  static final int AXIS = 30;
  static final int ROW = 34;

  /** What is shorter is drawn as wide as this: steps often take less than a pixel. */
  private static final double SHORTEST = 4;

  private static final int HALF = 7;
  private static final double LETTER = 5.6;
  private static final int MOST_ARROWS = 5000;

  /** More than that are drawn pale. */
  private static final int MANY_ARROWS = 60;

  private static final int INDENT = 14;
  private static final int MOST_INDENTS = 8;

  private final LoopTimeline loop;
  private final List<TaskRow> rows;
  private final int width;
  private final boolean lines;
  private final double pixelsPerNano;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Map<Integer, TaskRow> tasks = new HashMap<>();
  private final StringBuilder out = new StringBuilder();

  /**
   * Makes one.
   *
   * @param loop the loop
   * @param rows those of its rows that are drawn
   * @param width how wide its time is, without margins
   * @param lines whether to tell lines of the source
   */
  Plot(LoopTimeline loop, List<TaskRow> rows, int width, boolean lines) {
    this.loop = loop;
    this.rows = rows;
    this.width = width;
    this.lines = lines;
    this.pixelsPerNano = (double) width / span();
    for (TaskRow row : rows) {
      places.put(row.number(), places.size());
    }
    loop.tasks().forEach(task -> tasks.put(task.number(), task));
  }

  long span() {
    return Math.max(1, loop.endNanos() - loop.startNanos());
  }

  int height() {
    return AXIS + rows.size() * ROW + 6;
  }

  int fullWidth() {
    return LEFT + width + RIGHT;
  }

  private long at(long nanos) {
    return nanos - loop.startNanos();
  }

  private double x(long nanos) {
    return LEFT + at(nanos) * pixelsPerNano;
  }

  private static int y(int place) {
    return AXIS + place * ROW + ROW / 2 + 4;
  }

  // ---------------------------------------------------------------- names

  /** How wide the column of names has to be. */
  int namesWidth(boolean withCode) {
    double widest = 90;
    for (TaskRow row : rows) {
      int letters = (withCode ? row.title() : row.name()).length();
      widest = Math.max(widest, indent(row) + letters * 7.0 + 16);
    }
    return (int) Math.min(300, widest);
  }

  private static int indent(TaskRow row) {
    return 8 + Math.min(row.depth(), MOST_INDENTS) * INDENT;
  }

  /** The column of names. */
  String names(int columnWidth, boolean withCode) {
    StringBuilder names = new StringBuilder();
    for (TaskRow row : rows) {
      int place = places.getOrDefault(row.number(), 0);
      int x = indent(row);
      int y = y(place);
      if (row.depth() > 0) {
        names.append(
            String.format(
                Locale.ROOT,
                "<path class=\"branch\" d=\"M%d %d v%d h6\"/>",
                x - 9,
                y - ROW / 2 - 3,
                ROW / 2 + 3));
      }
      int letters = (int) ((columnWidth - x) / 6.8);
      String name = Markup.cut(row.name(), letters);
      String code = withCode ? Markup.cut(row.code(), letters - name.length() - 1) : "";
      names
          .append(String.format(Locale.ROOT, "<text class=\"name\" x=\"%d\" y=\"%d\">", x, y + 4))
          .append("<title>" + escape(about(row)) + "</title>")
          .append(escape(name))
          .append(
              code.isEmpty() ? "" : "<tspan class=\"code\" dx=\"6\">" + escape(code) + "</tspan>")
          .append("</text>\n");
    }
    return names.toString();
  }

  private String about(TaskRow row) {
    return row.title()
        + "\ncreated at "
        + Times.text(at(row.createdNanos()))
        + creator(row.creator(), " by ")
        + line(row.createdLine())
        + "\n"
        + row.end().text
        + (row.end() == TaskRow.End.OPEN ? "" : " at " + Times.text(at(row.endNanos())))
        + (row.outcome() == null ? "" : "\n" + row.outcome());
  }

  private String creator(int number, String before) {
    TaskRow task = tasks.get(number);
    return task == null ? "" : before + task.name();
  }

  private String line(@Nullable String line) {
    return line == null || !lines ? "" : "\nat " + line;
  }

  // ---------------------------------------------------------------- rows

  /** All but the names. */
  String plot() {
    axis();
    arrows();
    for (TaskRow row : rows) {
      int y = y(places.getOrDefault(row.number(), 0));
      out.append("<g class=\"row\" data-task=\"" + row.number() + "\">\n");
      out.append(
          String.format(
              Locale.ROOT,
              "<line class=\"lane\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
              fullWidth(),
              y + ROW / 2 - 1,
              y + ROW / 2 - 1));
      row.pieces().stream().filter(p -> !isBar(p)).forEach(piece -> piece(row, piece, y));
      row.pieces().stream().filter(Plot::isBar).forEach(piece -> piece(row, piece, y));
      row.cancels().forEach(request -> cancel(row, request, y));
      end(row, y);
      out.append("</g>\n");
    }
    return out.toString();
  }

  private void axis() {
    out.append("<g class=\"axis\">\n");
    for (long tick : Times.ticks(span(), Math.max(2, width / 90))) {
      double x = LEFT + tick * pixelsPerNano;
      out.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$d\" y2=\"%3$d\"/>",
              number(x),
              AXIS - 6,
              height()));
      out.append(
          String.format(
              Locale.ROOT,
              "<text class=\"tick\" x=\"%s\" y=\"%d\">%s</text>\n",
              number(x),
              AXIS - 12,
              Times.text(tick)));
    }
    out.append("</g>\n");
  }

  /** Bars are drawn over lines, since a short one is drawn longer than it is. */
  private static boolean isBar(Piece piece) {
    return piece.kind() == Piece.Kind.RUN || piece.kind() == Piece.Kind.BLOCKED;
  }

  private void piece(TaskRow row, Piece piece, int y) {
    double x = x(piece.fromNanos());
    double w = Math.max(0, piece.nanos() * pixelsPerNano);
    boolean bar = isBar(piece);
    if (!bar && piece.nanos() == 0 && piece.count() == 1) {
      return; // it went on at once: nothing to see
    }
    double shown = bar ? Math.max(w, SHORTEST) : w;
    String kind = piece.count() > 1 ? "many" : piece.kind().name().toLowerCase(Locale.ROOT);
    out.append(
        String.format(
            Locale.ROOT,
            "<g class=\"piece %s\" data-a=\"%d\" data-b=\"%d\"><title>%s</title>",
            kind,
            at(piece.fromNanos()),
            at(piece.toNanos()),
            escape(about(row, piece))));
    if (bar) {
      out.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"bar\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"1.5\"/>",
              number(x),
              y - HALF,
              number(shown),
              2 * HALF));
    } else {
      out.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"hit\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"/>",
              number(x),
              y - ROW / 2,
              number(shown),
              ROW));
      out.append(
          String.format(
              Locale.ROOT,
              "<line class=\"thread\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>",
              number(x),
              number(x + w),
              y,
              y));
    }
    if (piece.kind() == Piece.Kind.WAIT && piece.text() != null && piece.count() == 1) {
      label(piece.text(), x + SHORTEST + 4, w - SHORTEST - 8, y - 5);
    }
    out.append("</g>\n");
  }

  private void label(String text, double x, double room, int y) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"label\" x=\"%s\" y=\"%d\" data-text=\"%s\">%s</text>",
            number(x),
            y,
            escape(Markup.cut(text, 60)),
            escape(Markup.cut(Markup.cut(text, 60), (int) (room / LETTER)))));
  }

  private String about(TaskRow row, Piece piece) {
    String what =
        switch (piece.kind()) {
          case READY -> "created, waits for its first turn" + line(row.createdLine());
          case RUN -> "runs";
          case WAIT -> "awaits " + piece.text() + line(piece.line());
          case BLOCKED -> "is in a blocking call, others run";
        };
    return row.title()
        + "\n"
        + (piece.count() > 1 ? piece.count() + " runs and waits, too short to draw each" : what)
        + "\n"
        + Times.text(at(piece.fromNanos()))
        + " to "
        + Times.text(at(piece.toNanos()))
        + " ("
        + Times.text(piece.nanos())
        + ")";
  }

  private void cancel(TaskRow row, CancelRequest request, int y) {
    String about =
        row.title()
            + "\ncancellation requested"
            + creator(request.by(), " by ")
            + line(request.line())
            + (request.message() == null ? "" : "\nmessage: " + request.message())
            + "\nat "
            + Times.text(at(request.nanos()));
    mark("cancel", request.nanos(), 0, y - HALF - 1, about, Marks.CANCEL);
  }

  private void end(TaskRow row, int y) {
    double dx = 11;
    String value = row.outcome() == null ? "" : row.outcome();
    String text = row.end() == TaskRow.End.OPEN ? "not done" : value;
    String about =
        row.title()
            + "\n"
            + row.end().text
            + " at "
            + Times.text(at(row.endNanos()))
            + (value.isEmpty() ? "" : "\n" + value);
    mark(Marks.nameOf(row.end()), row.endNanos(), dx, y, about, Marks.of(row.end()));
    if (!text.isEmpty()) {
      out.append(
          String.format(
              Locale.ROOT,
              "<text class=\"value\" data-a=\"%d\" data-dx=\"%s\" x=\"%s\" y=\"%d\">%s</text>\n",
              at(row.endNanos()),
              number(dx + 9),
              number(x(row.endNanos()) + dx + 9),
              y + 4,
              escape(Markup.cut(text, 24))));
    }
  }

  private void mark(String kind, long nanos, double dx, int y, String about, String shape) {
    out.append(
        String.format(
            Locale.ROOT,
            "<g class=\"mark %s\" data-a=\"%d\" data-dx=\"%s\" data-y=\"%d\""
                + " transform=\"translate(%s %d)\"><title>%s</title>%s</g>\n",
            kind,
            at(nanos),
            number(dx),
            y,
            number(x(nanos) + dx),
            y,
            escape(about),
            shape));
  }

  // ---------------------------------------------------------------- arrows

  private void arrows() {
    List<Arrow> drawn =
        loop.arrows().stream()
            .filter(arrow -> places.containsKey(arrow.from()) && places.containsKey(arrow.to()))
            .limit(MOST_ARROWS)
            .toList();
    String dense = drawn.size() > MANY_ARROWS ? " dense" : "";
    out.append("<g class=\"arrows" + dense + "\">\n");
    drawn.forEach(this::arrow);
    out.append("</g>\n");
  }

  private void arrow(Arrow arrow) {
    int from = y(places.getOrDefault(arrow.from(), 0));
    int to = y(places.getOrDefault(arrow.to(), 0));
    int down = to > from ? 1 : -1;
    int y1 = from + down * (HALF + 1);
    int y2 = to - down * (arrow.last() ? HALF + 1 : 2);
    double x = x(arrow.fromNanos()) + SHORTEST / 2;
    String awaiter = creator(arrow.to(), "");
    String about =
        creator(arrow.from(), "")
            + " is done"
            + (arrow.last()
                ? ": " + awaiter + " goes on"
                : ", one of those that " + awaiter + " awaits");
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"%s\" data-a=\"%d\" data-y1=\"%d\" data-y2=\"%d\" d=\"M%s %d"
                + " V%d\"><title>%s</title></path>\n",
            arrow.last() ? "arrow" : "arrow part",
            at(arrow.fromNanos()),
            y1,
            y2,
            number(x),
            y1,
            y2,
            escape(about)));
  }
}
