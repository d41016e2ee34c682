package org.asyncio4j.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.Asyncio;
import org.junit.jupiter.api.Test;

/** What follows when a generator's handle is collected, without waiting for the collector. */
class AbandonedTest {
  private final List<String> events = new ArrayList<>();

  private GeneratorCore<Integer> begun() {
    GeneratorCore<Integer> core =
        new GeneratorCore<>(
            "begun",
            y -> {
              try {
                y.yield(1);
              } finally {
                events.add("closed in " + Objects.requireNonNull(Asyncio.currentTask()).name());
              }
            });
    core.send(null);
    return core;
  }

  private static void turn() {
    Asyncio.sleep(Duration.ZERO);
  }

  @Test
  void collected_isClosedInATaskOfItsOwn() {
    Asyncio.run(() -> {
      String own = Objects.requireNonNull(Asyncio.currentTask()).name();
      Abandoned.close(begun());

      turn();
      turn();

      assertThat(events).hasSize(1).doesNotContain("closed in " + own);
    });
  }

  @Test
  void collectedWhenTheRunEnds_isClosedAllTheSame() {
    Asyncio.run(() -> {
      Abandoned.close(begun());
      turn(); // its task is there and has not run
    });

    assertThat(events).hasSize(1);
  }

  @Test
  void collectedAndClosedMeanwhile_isNotClosedAgain() {
    Asyncio.run(() -> {
      GeneratorCore<Integer> core = begun();
      Abandoned.close(core);
      turn();
      Asyncio.getRunningLoop().shutdownAsyncgens();
      turn();
    });

    assertThat(events).hasSize(1);
  }

  @Test
  void collectedAfterItsEnd_isLeftAlone() {
    Asyncio.run(() -> {
      GeneratorCore<Integer> core = begun();
      core.aclose();

      Abandoned.close(core);

      turn();
      assertThat(Asyncio.allTasks()).hasSize(1);
    });
  }

  @Test
  void manyCollectedAtOnce_areClosedInSomeTurns() {
    Asyncio.run(() -> {
      for (int i = 0; i < 1200; i++) {
        Abandoned.close(begun());
      }

      turn();
      int afterOne = events.size();
      for (int i = 0; i < 4; i++) {
        turn();
      }

      assertThat(afterOne).isLessThan(1200);
      assertThat(events).hasSize(1200);
    });
  }
}
