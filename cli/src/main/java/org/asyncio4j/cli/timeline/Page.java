package org.asyncio4j.cli.timeline;

import static org.asyncio4j.cli.timeline.Markup.escape;

import java.util.Locale;
import java.util.Map;

/** Draws a timeline as a page that needs nothing but itself: no file beside it, no network. */
public final class Page {
  private static final int WIDTH = 860;

  /** Patterns and arrow heads that the drawings refer to. */
  static final String DEFINITIONS =
      """
      <defs>
      <pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
      <rect class="stripe-ground" width="6" height="6"/><rect class="stripe" width="3" height="6"/></pattern>
      <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6.5" markerHeight="6.5" orient="auto">\
      <path class="head" d="M0 0.5 L8 4 L0 7.5 Z"/></marker>
      </defs>
      """;

  private Page() {}

  /**
   * Draws it.
   *
   * @param timeline the timeline
   * @return the text of the page
   */
  public static String of(Timeline timeline) {
    StringBuilder page = new StringBuilder();
    String title = escape("Timeline of " + timeline.title());
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        """);
    page.append("<title>" + title + "</title>\n");
    page.append("<style>\n" + Resource.text("timeline.css") + "</style>\n");
    page.append("</head>\n<body class=\"timeline\">\n");
    page.append("<svg width=\"0\" height=\"0\" class=\"definitions\" aria-hidden=\"true\">");
    page.append(DEFINITIONS + "</svg>\n");
    header(page, timeline, title);
    timeline.notes().forEach(note -> note(page, note));
    if (timeline.loops().isEmpty()) {
      note(page, "No task was made while this was recorded.");
    }
    int number = 1;
    for (LoopTimeline loop : timeline.loops()) {
      loop(page, loop, timeline.loops().size() > 1 ? "Loop " + number++ + ": " : "");
    }
    page.append("<div id=\"tip\" role=\"status\" hidden></div>\n");
    page.append("<script>\n" + Resource.text("timeline.js") + "</script>\n");
    return page.append("</body>\n</html>\n").toString();
  }

  private static void header(StringBuilder page, Timeline timeline, String title) {
    page.append("<header>\n<h1>" + title + "</h1>\n");
    page.append("<div class=\"tools\">\n");
    page.append("<button id=\"out\" title=\"Zoom out (-)\">−</button>\n");
    page.append("<output id=\"zoom\">100 %</output>\n");
    page.append("<button id=\"in\" title=\"Zoom in (+)\">+</button>\n");
    page.append("<button id=\"fit\" title=\"Whole time (0)\">fit</button>\n");
    page.append("</div>\n</header>\n<ul class=\"legend\">\n");
    for (Map.Entry<String, String> each : new Legend(timeline.loops()).entries().entrySet()) {
      page.append(
          "<li><svg width=\"20\" height=\"16\" aria-hidden=\"true\">%s</svg> %s</li>\n"
              .formatted(Marks.sample(each.getKey()), escape(each.getValue())));
    }
    page.append("</ul>\n");
  }

  private static void note(StringBuilder page, String text) {
    page.append("<p class=\"note\">" + escape(text) + "</p>\n");
  }

  private static void loop(StringBuilder page, LoopTimeline loop, String name) {
    Rows rows = Rows.of(loop);
    Plot plot = new Plot(loop, rows.drawn(), WIDTH, true);
    int names = plot.namesWidth(true);
    page.append(
        String.format(Locale.ROOT, "<section class=\"loop\" data-span=\"%d\">\n", plot.span()));
    page.append(
        String.format(
            Locale.ROOT,
            "<h2>%s%,d task%s in %s <small>%s driver</small></h2>\n",
            name,
            loop.tasks().size(),
            loop.tasks().size() == 1 ? "" : "s",
            Times.text(plot.span()),
            escape(loop.driver())));
    rows.notes().forEach(note -> note(page, note));
    page.append("<div class=\"chart\">\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"names\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"names of the"
                + " tasks\">\n",
            names,
            plot.height()));
    page.append(plot.names(names, true) + "</svg>\n");
    page.append("<div class=\"scroll\" tabindex=\"0\">\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"plot\" width=\"%d\" height=\"%d\" data-width=\"%d\" role=\"img\""
                + " aria-label=\"what the tasks did\">\n",
            plot.fullWidth(),
            plot.height(),
            WIDTH));
    page.append(plot.plot() + "</svg>\n</div>\n</div>\n</section>\n");
  }
}
