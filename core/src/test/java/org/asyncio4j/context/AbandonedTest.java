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
      new Abandoned(begun()).run();

      turn();
      turn();

      assertThat(events).hasSize(1).doesNotContain("closed in " + own);
    });
  }

  @Test
  void collectedWhenTheRunEnds_isClosedAllTheSame() {
    Asyncio.run(() -> {
      new Abandoned(begun()).run();
      turn(); // its task is there and has not run
    });

    assertThat(events).hasSize(1);
  }

  @Test
  void collectedAndClosedMeanwhile_isNotClosedAgain() {
    Asyncio.run(() -> {
      GeneratorCore<Integer> core = begun();
      new Abandoned(core).run();
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

      new Abandoned(core).run();

      turn();
      assertThat(Asyncio.allTasks()).hasSize(1);
    });
  }
}
