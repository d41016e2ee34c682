package org.asyncio4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** These tests run twice, once on each driver. */
class DriverTest {
  @Test
  void theLoop_runsOnTheExpectedDriver() {
    String expected = System.getProperty("asyncio4j.expectedDriver");

    String found = Asyncio.run(() -> Asyncio.getRunningLoop().driver());

    assertThat(found).isEqualTo(expected);
  }
}
