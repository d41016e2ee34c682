package org.asyncio4j.tests.programs;

import java.time.Duration;
import org.asyncio4j.Asyncio;

/** Says which driver it got, in two loops. */
public final class DriverProgram {
  private DriverProgram() {}

  /** Entry. */
  public static void main(String[] args) {
    for (int i = 0; i < 2; i++) {
      String driver =
          Asyncio.run(() -> {
            Asyncio.sleep(Duration.ofMillis(1));
            return Asyncio.getRunningLoop().driver();
          });
      System.out.println("driver=" + driver);
    }
  }
}
