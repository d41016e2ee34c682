package org.asyncio4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.asyncio4j.benchmarks.Peer;

/**
 * Cost of an operation over the number of tasks, both axes by powers of ten, a line for each peer.
 */
public final class LinePlot {
  private static final int WIDTH = 680;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 480;
  private static final int TOP = 40;
  private static final int BOTTOM = 310;

  private final String title;
  private final String unit;
  private final Map<Peer, List<double[]>> lines = new LinkedHashMap<>();

  /**
   * A plot without points.
   *
   * @param title its heading
   * @param unit unit of the cost
   */
  public LinePlot(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /**
   * Adds a point to a peer's line; what is not above zero, such as a difference in noise, is not
   * drawn.
   */
  public void add(Peer peer, double tasks, double cost) {
    if (cost > 0) {
      lines.computeIfAbsent(peer, _ -> new ArrayList<>()).add(new double[] {tasks, cost});
    }
  }

  /** Draws it. */
  public void write(Path file) throws IOException {
    Svg svg = new Svg(WIDTH, HEIGHT);
    LogScale across = scale(0, LEFT, RIGHT);
    LogScale up = scale(1, BOTTOM, TOP);
    svg.text(LEFT, TOP - 16, Svg.Anchor.START, true, title + ", " + unit);
    for (double decade : across.decades()) {
      svg.rule(across.at(decade), TOP, across.at(decade), BOTTOM);
      svg.text(across.at(decade), BOTTOM + 18, Svg.Anchor.MIDDLE, false, LogScale.text(decade));
    }
    for (double decade : up.decades()) {
      svg.rule(LEFT, up.at(decade), RIGHT, up.at(decade));
      svg.text(LEFT - 6, up.at(decade) + 4, Svg.Anchor.END, false, LogScale.text(decade));
    }
    svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 38, Svg.Anchor.MIDDLE, false, "tasks");
    int place = TOP + 10;
    for (Map.Entry<Peer, List<double[]>> line : lines.entrySet()) {
      Peer peer = line.getKey();
      List<double[]> points =
          line.getValue().stream()
              .map(each -> new double[] {across.at(each[0]), up.at(each[1])})
              .toList();
      svg.curve(points, Palette.of(peer), peer.ours());
      svg.box(RIGHT + 16, place - 9, 10, 10, Palette.of(peer));
      svg.text(RIGHT + 32, place, Svg.Anchor.START, peer.ours(), peer.label());
      place += 20;
    }
    svg.write(file);
  }

  private LogScale scale(int part, double from, double to) {
    List<Double> values = new ArrayList<>();
    lines.values().forEach(line -> line.forEach(point -> values.add(point[part])));
    return new LogScale(values, from, to);
  }
}
