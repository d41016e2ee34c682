package org.asyncio4j.io.stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same where a child cannot have the loop's own pipes: threads move the bytes. */
class PumpedProcessTest extends ProcessTest {
  @BeforeAll
  static void withThreads() {
    System.setProperty("asyncio4j.pipes", "threads");
  }

  @AfterAll
  static void asBefore() {
    System.clearProperty("asyncio4j.pipes");
  }
}
