package org.asyncio4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.asyncio4j.io.support.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code -Dasyncio4j.blocking=hold} in a loop that waits in a selector. */
@Timeout(120)
class HoldTest {
  @Test
  void readySocket_waitsUntilTheBlockingTaskAwaits() throws Exception {
    List<String> output =
        JavaProgram.run(List.of(), List.of("-Dasyncio4j.blocking=hold"), HoldProgram.class);

    assertThat(output).containsSubsequence("slept 0", "slept 1", "slept 2", "readable");
  }
}
