package org.asyncio4j.io.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the JDK's exit values show. */
class ReturnCodeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0", "1, 1", "127, 127", "128, 128", "255, 255", "193, 193",
    "129, -1", "130, -2", "137, -9", "143, -15", "162, -34", "192, -64",
    "145, 145", "147, 147", "156, 156"
  })
  void of_isNegativeForSignalsThatEndAProcess(int exitValue, int code) {
    assertThat(ReturnCode.of(exitValue, false)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"137", "143"})
  void onWindows_staysAsItIs(int exitValue) {
    assertThat(ReturnCode.of(exitValue, true)).isEqualTo(exitValue);
  }
}
