package org.asyncio4j.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times as people read them. */
class TimingTest {

  @Test
  void time_hasThreeDigitsAndTheUnitThatFits() {
    assertThat(Timing.text(3.004)).isEqualTo("3.00 s");
    assertThat(Timing.text(0.0123)).isEqualTo("12.3 ms");
    assertThat(Timing.text(0.000456)).isEqualTo("456 µs");
    assertThat(Timing.text(0.0000000071)).isEqualTo("7.10 ns");
  }
}
