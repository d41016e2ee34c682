package org.asyncio4j.tests.programs;

import java.time.Duration;
import org.asyncio4j.Asyncio;

/** A class whose initialiser awaits, which pins the thread. */
public final class InStaticInitialiser {
  /** Makes the compiler keep the initialiser. */
  public static final String VALUE = waits();

  private InStaticInitialiser() {}

  private static String waits() {
    Asyncio.sleep(Duration.ofMillis(10));
    return "initialised";
  }
}
