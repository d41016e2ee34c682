package org.asyncio4j.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Series SERIES =
      new Series(Row.W2, Peer.KOTLIN, new Metric("task", "ns"), List.of(30.0, 10.0, 650.4));

  @Test
  void whatIsWritten_isRead(@TempDir Path folder) throws Exception {
    Series other = new Series(Row.W2, Peer.GO, new Metric("task", "ns"), List.of(1.5));
    Results results = new Results(folder.resolve("new"));

    results.write("W2", List.of(SERIES, other));

    assertThat(results.read(Row.W2)).containsExactly(SERIES, other);
    assertThat(results.read(Row.W1)).isEmpty();
  }

  @Test
  void seriesOfSeveralRows_areReadUnderTheirName(@TempDir Path folder) throws Exception {
    Series other = new Series(Row.C1, Peer.KOTLIN, new Metric("task@100", "ns"), List.of(1.5));
    Results results = new Results(folder);

    results.write("curves", List.of(SERIES, other));

    assertThat(results.read("curves")).containsExactly(SERIES, other);
  }

  @Test
  void line_saysMedianMinAndMax() {
    assertThat(SERIES.line()).isEqualTo("W2 kotlin task 30.0 ns min=10.0 max=650 n=3");
  }

  @Test
  void median_ofAnEvenNumber_isTheMeanOfTheTwoInTheMiddle() {
    assertThat(Numbers.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
  }

  @Test
  void numbers_areReadFromLinesOfNameAndNumber() {
    assertThat(ChildProcess.numbers("seconds 1.5\nWARNING: x y\nrss 1e3\nhello\n"))
        .containsOnlyKeys("seconds", "rss")
        .containsEntry("rss", 1000.0);
  }
}
