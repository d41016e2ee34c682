package org.asyncio4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Metric;
import org.asyncio4j.benchmarks.harness.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PicturesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  private static Document parse(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  @Test
  void aPlot_hasALineForEachPeerAndAPointForEachPositiveValue() throws Exception {
    LinePlot plot = new LinePlot("a < b & c", "ns");
    plot.add(Peer.SCHEDULED, 100, 50);
    plot.add(Peer.SCHEDULED, 1000, 55);
    plot.add(Peer.KOTLIN, 100, 600);
    plot.add(Peer.KOTLIN, 1000, -1);

    plot.write(folder.resolve("plot.svg"));

    Document svg = parse(folder.resolve("plot.svg"));
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
  }

  @Test
  void aChart_hasABarForEachSeries_andLeavesEmptyGroupsOut() throws Exception {
    Metric metric = new Metric("task", "ns");
    BarChart chart = new BarChart();
    chart.add("nothing", List.of());
    chart.add(
        "spawn",
        List.of(
            new Series(Row.W2, Peer.SCHEDULED, metric, List.of(50.0)),
            new Series(Row.W2, Peer.KOTLIN, metric, List.of(600.0))));

    chart.write(folder.resolve("bars.svg"));

    Document svg = parse(folder.resolve("bars.svg"));
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(3); // one is the ground
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("spawn")
        .doesNotContain("nothing");
  }

  @Test
  void aScale_spansWholeDecades() {
    LogScale scale = new LogScale(List.of(20.0, 3000.0), 0, 300);

    assertThat(scale.decades()).containsExactly(10.0, 100.0, 1000.0, 10_000.0);
    assertThat(scale.at(1000)).isEqualTo(200);
  }
}
