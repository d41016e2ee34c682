package org.asyncio4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.asyncio4j.Asyncio;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  /** One that fails half way would train a cache with half of the classes. */
  @Test
  void program_goesToItsEnd() {
    PrintStream before = System.out;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    try {
      Rehearsal.main(new String[0]);
    } finally {
      System.setOut(before);
    }

    assertThat(output.toString(StandardCharsets.UTF_8))
        .isEqualTo("item\n[after 1 ms, after 2 ms] [CancelledError('')]\n");
  }

  @Test
  void driver_isTheOneOfThisSuite() {
    String driver = Asyncio.run(() -> Asyncio.getRunningLoop().driver());

    assertThat(driver).isEqualTo(System.getProperty("asyncio4j.expectedDriver"));
  }
}
