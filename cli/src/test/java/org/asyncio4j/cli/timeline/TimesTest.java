package org.asyncio4j.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as text, and the marks of the axis. */
class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7 ns",
    "999, 999 ns",
    "1000, 1 µs",
    "1500, 1.5 µs",
    "12345, 12.3 µs",
    "999600, 1 ms",
    "20000000, 20 ms",
    "123456789, 123 ms",
    "3000000000, 3 s",
    "61230000000, 61.2 s",
  })
  void text_hasThreeDigits(long nanos, String text) {
    assertThat(Times.text(nanos)).isEqualTo(text);
  }

  @Test
  void ticks_areRoundAndNotTooMany() {
    assertThat(Times.ticks(3_000_000_000L, 6))
        .containsExactly(
            0L,
            500_000_000L,
            1_000_000_000L,
            1_500_000_000L,
            2_000_000_000L,
            2_500_000_000L,
            3_000_000_000L);
    assertThat(Times.ticks(1, 8)).containsExactly(0L, 1L);
    assertThat(Times.ticks(Long.MAX_VALUE / 4, 8)).hasSizeLessThan(10);
  }
}
