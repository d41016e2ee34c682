package org.asyncio4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Metric;
import org.asyncio4j.benchmarks.harness.Results;
import org.asyncio4j.benchmarks.harness.Series;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeWriterTest {
  private static final Metric TASK = new Metric("task", "ns");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path readme;

  @BeforeEach
  void writeOnce() throws Exception {
    readme = folder.resolve("README.md");
    Files.writeString(
        readme,
        "before\n"
            + "<!-- results: written by benchmarks/run all -->\n"
            + "old\n"
            + "<!-- end of results -->\n"
            + "after\n");
    Results results = new Results(folder);
    results.write(
        "W2",
        List.of(
            new Series(Row.W2, Peer.SCHEDULED, TASK, List.of(50.0, 60.0, 70.0)),
            new Series(Row.W2, Peer.LIMIT, TASK, List.of(40.0)),
            new Series(Row.W2, Peer.KOTLIN, TASK, List.of(600.0))));
    results.write(
        "W8",
        List.of(
            echo(Peer.SCHEDULED, "64B-x50", "msg/s", 80, 9),
            echo(Peer.SCHEDULED, "64B-x50-p99", "us", 700, 700),
            echo(Peer.SCHEDULED, "tls-64B-x50", "msg/s", 60, 60),
            echo(Peer.C, "64B-x50", "msg/s", 100, 10),
            echo(Peer.NETTY_NIO, "tls-64B-x50", "msg/s", 50, 50)));
    Bound met = new Bound(Row.W2, "task", Peer.SCHEDULED, "1/8", "kotlin");
    Bound missed = new Bound(Row.W2, "task", Peer.SCHEDULED, "30", "ns");
    Bound unknown = new Bound(Row.W2, "task", Peer.PORTABLE, "30", "ns");

    new ReadmeWriter(List.of("Machine: M"), results, List.of(met, missed, unknown)).write(readme);
  }

  private static Series echo(Peer peer, String metric, String unit, double... rounds) {
    return new Series(
        Row.W8, peer, new Metric(metric, unit), DoubleStream.of(rounds).boxed().toList());
  }

  @Test
  void onlyWhatIsBetweenTheMarks_isReplaced() throws Exception {
    assertThat(readme)
        .content()
        .startsWith("before\n<!-- results")
        .endsWith("<!-- end of results -->\nafter\n")
        .contains("- Machine: M\n")
        .doesNotContain("old");
  }

  @Test
  void eachPeer_hasItsFiguresAndRatiosToTheBestPeerAndTheLimit() throws Exception {
    assertThat(readme)
        .content()
        .contains("| **asyncio4j-scheduled** | 60.0 | 50.0 | 70.0 | 3 | 0.100 | 1.50 |")
        .contains("| kotlin | 600 | 600 | 600 | 1 | 1.00 | 15.0 |");
  }

  @Test
  void eachTarget_isMetOrMissedOrNotMeasured() throws Exception {
    assertThat(readme)
        .content()
        .contains("| asyncio4j-scheduled task | <= 1/8 x kotlin | 0.100 | met |")
        .contains("| asyncio4j-scheduled task | <= 30 ns | 60.0 | **missed** |")
        .contains("| asyncio4j-portable task | <= 30 ns | - | not measured |");
  }

  @Test
  void anEchoServer_hasSharesOfTheCServersMessages_inALineOfItsOwn() throws Exception {
    assertThat(readme)
        .content()
        .contains("| messages a second, as shares of c | 64B-x1 | 64B-x50 | 64B-x500 |")
        .contains("| c, msg/s | - | 55.0 | - |")
        .contains("| **asyncio4j-scheduled** | - | 0.850 | - |")
        .contains("| p99, us | 64B-x1 | 64B-x50 |")
        .contains("| **asyncio4j-scheduled** | - | 700 | - |");
  }

  @Test
  void anEchoServerWithTls_hasSharesOfNettysMessages() throws Exception {
    assertThat(readme)
        .content()
        .contains("| messages a second, as shares of netty-nio | tls-64B-x50 | tls-100KB-x50 |")
        .contains("| netty-nio, msg/s | 50.0 | - |")
        .contains("| **asyncio4j-scheduled** | 1.20 | - |");
  }
}
