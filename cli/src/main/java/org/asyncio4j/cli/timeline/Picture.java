package org.asyncio4j.cli.timeline;

import static org.asyncio4j.cli.timeline.Markup.escape;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Draws the first loop of a timeline as one SVG file, for a page of text. Under a virtual clock the
 * file is the same each time, byte for byte: unnamed tasks are counted anew, and lines of the
 * source are left out.
 */
public final class Picture {
  private static final Pattern UNNAMED = Pattern.compile("Task-\\d+");
  private static final int WIDTH = 520;
  private static final int LEGEND = 30;

  private Picture() {}

  /**
   * Draws it.
   *
   * @param timeline a timeline with one loop at least
   * @param title what the picture shows, for readers who do not see it
   * @return the text of the file
   */
  public static String of(Timeline timeline, String title) {
    LoopTimeline loop = renamed(timeline.loops().getFirst());
    Plot plot = new Plot(loop, loop.tasks(), WIDTH, false);
    int names = plot.namesWidth(false);
    int width = names + plot.fullWidth();
    int height = plot.height() + LEGEND;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"timeline\" role=\"img\" viewBox=\"0"
                + " 0 %d %d\" width=\"%d\" height=\"%d\">\n",
            width,
            height,
            width,
            height));
    svg.append("<title>" + escape(title) + "</title>\n");
    svg.append("<style>\n" + Resource.text("timeline.css") + "</style>\n");
    svg.append(Page.DEFINITIONS);
    svg.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    svg.append("<g class=\"names\">\n" + plot.names(names, false) + "</g>\n");
    svg.append("<g transform=\"translate(" + names + " 0)\">\n" + plot.plot() + "</g>\n");
    legend(svg, new Legend(List.of(loop)).entries(), plot.height() + 6);
    return svg.append("</svg>\n").toString();
  }

  private static void legend(StringBuilder svg, Map<String, String> entries, int y) {
    svg.append("<g class=\"legend\" transform=\"translate(10 " + y + ")\">\n");
    int x = 0;
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      svg.append("<g transform=\"translate(" + x + " 0)\">" + Marks.sample(entry.getKey()));
      svg.append("<text class=\"meaning\" x=\"23\" y=\"12\">" + escape(entry.getValue()));
      svg.append("</text></g>\n");
      x += 23 + entry.getValue().length() * 6 + 18;
    }
    svg.append("</g>\n");
  }

  /** Counts the unnamed tasks of the loop from 1; the one that nobody has made is main. */
  private static LoopTimeline renamed(LoopTimeline loop) {
    Map<String, String> names = new TreeMap<>();
    for (TaskRow task : loop.tasks()) {
      if (UNNAMED.matcher(task.name()).matches()) {
        String name = task.creator() < 0 && names.isEmpty() ? "main" : "Task-" + (names.size() + 1);
        names.put(task.name(), name);
      }
    }
    List<TaskRow> tasks = loop.tasks().stream().map(task -> renamed(task, names)).toList();
    return new LoopTimeline(
        loop.driver(), 0, loop.startNanos(), loop.endNanos(), tasks, loop.arrows());
  }

  private static TaskRow renamed(TaskRow task, Map<String, String> names) {
    return new TaskRow(
        task.number(),
        names.getOrDefault(task.name(), task.name()),
        "",
        task.creator(),
        task.depth(),
        task.createdNanos(),
        null,
        task.pieces().stream()
            .map(piece ->
                new Piece(
                    piece.kind(),
                    piece.fromNanos(),
                    piece.toNanos(),
                    renamed(piece.text(), names),
                    null,
                    piece.count()))
            .toList(),
        task.cancels(),
        task.end(),
        task.endNanos(),
        task.outcome());
  }

  private static @Nullable String renamed(@Nullable String text, Map<String, String> names) {
    return text == null
        ? null
        : UNNAMED
            .matcher(text)
            .replaceAll(found ->
                Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
  }
}
