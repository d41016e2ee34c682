package org.asyncio4j.tests.programs;

import org.asyncio4j.Asyncio;
import org.asyncio4j.tests.support.Blocking;
import org.asyncio4j.tests.support.Interleaving;

/** Prints its driver, and how a blocking call of each kind interleaves when it holds the loop. */
public final class HoldProgram {
  private HoldProgram() {}

  /** Entry. */
  public static void main(String[] args) throws Exception {
    System.out.println("driver=" + Asyncio.run(() -> Asyncio.getRunningLoop().driver()));
    for (Blocking kind : Blocking.values()) {
      System.out.println(kind + " " + Interleaving.of(kind, false));
    }
  }
}
