package org.asyncio4j.tests.support;

import java.util.List;

/** The driver that this run of the suite is to have, so that one test can state both conducts. */
public final class Driver {
  private static final String EXPECTED = System.getProperty("asyncio4j.expectedDriver", "");

  private Driver() {}

  /** Returns its name, as the build gives it. */
  public static String expected() {
    return EXPECTED;
  }

  /** Tells whether a blocking call leaves the loop free. */
  public static boolean scheduled() {
    return EXPECTED.equals("scheduled");
  }

  /** Returns what a process on the class path needs for the same driver. */
  public static List<String> flags() {
    return scheduled() ? List.of("--add-opens=java.base/java.lang=ALL-UNNAMED") : List.of();
  }
}
