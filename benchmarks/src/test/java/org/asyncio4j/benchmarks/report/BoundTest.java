package org.asyncio4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Metric;
import org.asyncio4j.benchmarks.harness.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundTest {
  private static Series series(Peer peer, String metric, double value) {
    return new Series(Row.W2, peer, new Metric(metric, "ns"), List.of(value));
  }

  private static Bound bound(String factor, String of) {
    return new Bound(Row.W2, "task", Peer.SCHEDULED, factor, of);
  }

  @Test
  void aMultipleOfAPeer_isComparedWithItsFigure() {
    List<Series> measured =
        List.of(series(Peer.SCHEDULED, "task", 80), series(Peer.KOTLIN, "task", 800));

    assertThat(bound("1/8", "kotlin").judge(measured)).contains(new Bound.Verdict(true, "0.100"));
    assertThat(bound("1/16", "kotlin").judge(measured)).contains(new Bound.Verdict(false, "0.100"));
  }

  @Test
  void aNumber_isComparedAsItIs() {
    List<Series> measured = List.of(series(Peer.SCHEDULED, "task", 80));

    assertThat(bound("80", "ns").judge(measured)).contains(new Bound.Verdict(true, "80.0"));
    assertThat(bound("79", "ns").judge(measured)).contains(new Bound.Verdict(false, "80.0"));
  }

  @Test
  void messagesASecond_areToBeAtLeastTheShare_ofTheSameRound() {
    Metric rate = new Metric("64B-x50", "msg/s");
    List<Series> measured =
        List.of(
            new Series(Row.W8, Peer.SCHEDULED, rate, List.of(80.0, 8.0, 30.0)),
            new Series(Row.W8, Peer.C, rate, List.of(100.0, 10.0, 100.0)));
    Bound kept = new Bound(Row.W8, "64B-x50", Peer.SCHEDULED, "0.70", "c");
    Bound broken = new Bound(Row.W8, "64B-x50", Peer.SCHEDULED, "0.90", "c");

    assertThat(kept.judge(measured)).contains(new Bound.Verdict(true, "0.800"));
    assertThat(broken.judge(measured)).contains(new Bound.Verdict(false, "0.800"));
    assertThat(kept.text()).isEqualTo(">= 0.70 x c");
  }

  @Test
  void timesOfMessages_areToBeAtMostWhatTheBoundSays() {
    Series p99 = new Series(Row.W8, Peer.SCHEDULED, new Metric("64B-x50-p99", "us"), List.of(80.0));
    Bound bound = new Bound(Row.W8, "64B-x50-p99", Peer.SCHEDULED, "70", "us");

    assertThat(bound.judge(List.of(p99))).contains(new Bound.Verdict(false, "80.0"));
    assertThat(bound.text()).isEqualTo("<= 70 us");
  }

  @Test
  void anotherMetricOfThePeer_isNamedAfterASlash() {
    List<Series> measured =
        List.of(series(Peer.SCHEDULED, "task", 10), series(Peer.CPYTHON, "other", 20));

    assertThat(bound("1", "cpython/other").judge(measured))
        .contains(new Bound.Verdict(true, "0.500"));
  }

  @Test
  void aFigureThatIsMissing_givesNoVerdict() {
    assertThat(bound("1", "kotlin").judge(List.of(series(Peer.SCHEDULED, "task", 10)))).isEmpty();
  }

  @Test
  void aLineOfTheFile_isReadWithoutItsComment(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("b"), "# head\n\nW2 task asyncio4j-scheduled 1/8 kotlin # why\n");

    assertThat(Bound.read(file)).containsExactly(bound("1/8", "kotlin"));
  }

  @Test
  void aLineWithTooFewWords_isRefused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("b"), "W2 task 1/8 kotlin\n");

    assertThatThrownBy(() -> Bound.read(file))
        .hasMessage("bound: 'W2 task 1/8 kotlin' (expected: ROW METRIC PEER FACTOR PEER-OR-UNIT)");
  }

  @Test
  void theFilesOfThisModule_nameRowsAndPeersThatExist() throws Exception {
    assertThat(Bound.read(Path.of("targets.txt"))).isNotEmpty();
    assertThat(Bound.read(Path.of("guard.txt")))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.peer()).isPresent());
  }
}
