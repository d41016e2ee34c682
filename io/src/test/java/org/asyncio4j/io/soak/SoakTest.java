package org.asyncio4j.io.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.asyncio4j.Asyncio;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Children;
import org.asyncio4j.io.support.Descriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A short soak, so that the program is known to work when a long one is wanted. */
@Timeout(180)
@ExtendWith({Certificates.class, Children.class, Descriptors.class})
class SoakTest {
  @Test
  void aShortSoak_losesNothingAndLeavesNothing() {
    Tally tally = new Tally();
    String driver = Asyncio.run(() -> Asyncio.getRunningLoop().driver());

    boolean well = new Soak(Plan.counting(2, 200, 1), tally, driver, _ -> {}).run();

    assertThat(well).as("%s %s", tally.failures(), tally.counts()).isTrue();
    assertThat(tally.of("messages acknowledged and found")).isPositive();
  }
}
