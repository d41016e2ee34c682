package org.asyncio4j.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {
  private static final Peer OURS =
      Peer.named("asyncio4j-" + System.getProperty("asyncio4j.expectedDriver"));

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  private Rounds rounds(int count) throws InterruptedException {
    return new Rounds(
        new Places(folder),
        Effort.TRIAL.withRounds(count),
        new PrintStream(progress, true, StandardCharsets.UTF_8));
  }

  @Test
  void aTimedCase_givesOneValueForEachRound() throws Exception {
    Case what = Row.W1.cases().getFirst();

    List<Series> measured = rounds(2).run(Row.W1, what, List.of(OURS), _ -> new Load(10, 10, 0));

    assertThat(measured).hasSize(1);
    assertThat(measured.getFirst().metric()).isEqualTo(new Metric("switch", "ns"));
    assertThat(measured.getFirst().values()).hasSize(2).allMatch(value -> value > 0);
  }

  @Test
  void heldTasks_haveASizeOnTheHeap() throws Exception {
    Case what = Row.W9.cases().getFirst();

    List<Series> measured = rounds(1).run(Row.W9, what, List.of(OURS), _ -> new Load(20_000, 1, 0));

    assertThat(measured.getFirst().metric()).isEqualTo(new Metric("heap", "B"));
    assertThat(measured.getFirst().median()).isBetween(100.0, 10_000.0);
  }

  @Test
  void aWorkloadOfOursThatFails_isToldAndRemembered() throws Exception {
    Case what = new Case("broken", "W4Deep", load(), load(), load());
    Rounds rounds = rounds(1);

    List<Series> measured = rounds.run(Row.W4, what, List.of(OURS)); // divides by its level

    assertThat(measured).isEmpty();
    assertThat(rounds.failed()).isTrue();
    assertThat(progress.toString(StandardCharsets.UTF_8))
        .contains("# W4 broken " + OURS.label() + " failed: ");
  }

  private static Load load() {
    return new Load(1, 1, 0);
  }
}
