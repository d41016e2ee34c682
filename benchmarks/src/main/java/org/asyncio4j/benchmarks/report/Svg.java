package org.asyncio4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing of lines, boxes and words. Positions and sizes are in pixels, from the top left. */
final class Svg {
  private static final String INK = "#24292f";
  private static final String FAINT = "#d0d7de";

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Where a text is held. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void box(double x, double y, double w, double h, String colour) {
    element(
        "rect",
        at("x", x) + at("y", y) + at("width", w) + at("height", h) + with("fill", colour),
        "");
  }

  void rule(double x1, double y1, double x2, double y2) {
    element(
        "line",
        at("x1", x1) + at("y1", y1) + at("x2", x2) + at("y2", y2) + with("stroke", FAINT),
        "");
  }

  void curve(List<double[]> points, String colour, boolean strong) {
    String places =
        points.stream()
            .map(each -> pixels(each[0]) + "," + pixels(each[1]))
            .collect(Collectors.joining(" "));
    element(
        "polyline",
        with("points", places)
            + with("fill", "none")
            + with("stroke", colour)
            + with("stroke-width", strong ? "3" : "1.5"),
        "");
    for (double[] each : points) {
      element(
          "circle", at("cx", each[0]) + at("cy", each[1]) + at("r", 3) + with("fill", colour), "");
    }
  }

  void text(double x, double y, Anchor anchor, boolean strong, String words) {
    element(
        "text",
        at("x", x)
            + at("y", y)
            + with("text-anchor", anchor.name().toLowerCase(Locale.ROOT))
            + with("font-weight", strong ? "bold" : "normal")
            + with("fill", INK),
        words.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private void element(String name, String attributes, String content) {
    body.append("  <").append(name).append(attributes).append('>').append(content);
    body.append("</").append(name).append(">\n");
  }

  private static String at(String name, double position) {
    return with(name, pixels(position));
  }

  private static String with(String name, String value) {
    return " " + name + "='" + value + "'";
  }

  private static String pixels(double position) {
    return Double.toString(Math.round(position * 10) / 10.0);
  }

  /** Writes the file, on a white ground so that it can be read on a dark page too. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        String.format(
                Locale.ROOT,
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d"
                    + " %d'",
                width,
                height,
                width,
                height)
            + " font-family='sans-serif' font-size='12'>\n"
            + "  <rect width='100%' height='100%' fill='#ffffff'/>\n"
            + body
            + "</svg>\n");
  }
}
