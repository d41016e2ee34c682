package org.asyncio4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** -Dasyncio4j.blocking. */
class BlockingCallsTest {
  @Test
  void unset_releasesTheLoop() {
    assertThat(BlockingCalls.of(null)).isEqualTo(BlockingCalls.RELEASE);
  }

  @Test
  void eachWord_isTaken() {
    assertThat(BlockingCalls.of("release")).isEqualTo(BlockingCalls.RELEASE);
    assertThat(BlockingCalls.of("hold")).isEqualTo(BlockingCalls.HOLD);
  }

  @Test
  void otherWord_isRefusedWithTheWordsThereAre() {
    assertThatThrownBy(() -> BlockingCalls.of("Hold"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Dasyncio4j.blocking: Hold (expected: release, hold)");
  }
}
