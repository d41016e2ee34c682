package org.asyncio4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowTest {
  @Test
  void everyCase_isDoneByOurs() {
    Stream<Case> cases = Stream.of(Row.values()).flatMap(row -> row.cases().stream());

    assertThat(cases).allMatch(each -> Peer.SCHEDULED.code(each).isPresent());
  }

  @Test
  void namesAreFoundInAnyCase_andOthersRefused() {
    assertThat(Row.named("w2")).isEqualTo(Row.W2);
    assertThatThrownBy(() -> Row.named("W99"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("row: 'W99' (expected one of [W1, W2,");
  }

  @Test
  void fileName_isTheClassNameInSnakeCase() {
    assertThat(Row.W2.cases().getFirst().fileName()).isEqualTo("w2_spawn");
  }

  @Test
  void atMost_takesFewerTimesFirst_thenFewerTasks() {
    assertThat(new Load(1000, 1000, 0).atMost(200_000)).isEqualTo(new Load(1000, 200, 0));
    assertThat(new Load(1_000_000, 1, 7).atMost(200_000)).isEqualTo(new Load(200_000, 1, 7));
    assertThat(new Load(10, 10, 0).atMost(200_000)).isEqualTo(new Load(10, 10, 0));
  }
}
