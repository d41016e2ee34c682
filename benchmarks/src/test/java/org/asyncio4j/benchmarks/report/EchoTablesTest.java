package org.asyncio4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Metric;
import org.asyncio4j.benchmarks.harness.Series;
import org.junit.jupiter.api.Test;

class EchoTablesTest {
  private static List<String> tables(Peer peer, String metric) {
    List<String> lines = new ArrayList<>();
    Series one = new Series(Row.W8, peer, new Metric(metric, "msg/s"), List.of(100.0));
    new EchoTables(Row.W8, List.of(one)).write(lines);
    return lines;
  }

  @Test
  void serversThatNobodyMeasured_haveNoTable() {
    assertThat(tables(Peer.C, "64B-x50")).noneMatch(line -> line.contains("tls"));
  }

  @Test
  void withoutTheServerToCompareWith_messagesASecondStandAsTheyAre() {
    assertThat(tables(Peer.NIO, "64B-x1"))
        .contains("| nio | 100 |" + " - |".repeat(11))
        .anyMatch(line -> line.startsWith("| messages a second, msg/s | 64B-x1 |"));
  }
}
