package org.asyncio4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.benchmarks.harness.Numbers;
import org.asyncio4j.benchmarks.harness.Series;

/** Bars of what each peer took, a group for each metric; the axis goes by powers of ten. */
public final class BarChart {
  private static final int WIDTH = 760;
  private static final int LEFT = 170;
  private static final int RIGHT = 660;
  private static final int BAR = 16;
  private static final int HEAD = 30;
  private static final int GAP = 14;

  private final List<String> titles = new ArrayList<>();
  private final List<List<Series>> groups = new ArrayList<>();

  /**
   * Adds a group of bars; a group without bars is left out.
   *
   * @param title its heading
   * @param bars a series for each peer, all of one metric
   */
  public void add(String title, List<Series> bars) {
    List<Series> drawn = bars.stream().filter(each -> each.median() > 0).toList();
    if (!drawn.isEmpty()) {
      titles.add(title);
      groups.add(drawn);
    }
  }

  /** Draws it. */
  public void write(Path file) throws IOException {
    int height = 2 * GAP;
    for (List<Series> group : groups) {
      height += HEAD + group.size() * BAR + GAP;
    }
    Svg svg = new Svg(WIDTH, height);
    double top = GAP;
    for (int i = 0; i < groups.size(); i++) {
      svg.text(10, top + 14, Svg.Anchor.START, true, titles.get(i));
      top = bars(svg, groups.get(i), top + HEAD) + GAP;
    }
    svg.text(
        10, top + 4, Svg.Anchor.START, false, "Each vertical line is ten times the one before.");
    svg.write(file);
  }

  /** Each group has an axis of its own, since units differ. */
  private static double bars(Svg svg, List<Series> group, double top) {
    LogScale scale = new LogScale(group.stream().map(Series::median).toList(), LEFT, RIGHT);
    double y = top;
    for (double decade : scale.decades()) {
      svg.rule(scale.at(decade), top, scale.at(decade), top + group.size() * BAR);
    }
    for (Series each : group) {
      double end = Math.max(scale.at(each.median()), LEFT + 1);
      svg.text(LEFT - 8, y + 12, Svg.Anchor.END, each.peer().ours(), each.peer().label());
      svg.box(LEFT, y + 2, end - LEFT, BAR - 4, Palette.of(each.peer()));
      String value = Numbers.text(each.median()) + " " + each.metric().unit();
      svg.text(end + 6, y + 12, Svg.Anchor.START, each.peer().ours(), value);
      y += BAR;
    }
    return y;
  }
}
