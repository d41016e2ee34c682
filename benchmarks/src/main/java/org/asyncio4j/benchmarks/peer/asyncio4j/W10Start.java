package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;

/** A program that says hello. */
public final class W10Start {
  private W10Start() {}

  /** Entry. */
  public static void main(String[] args) {
    run(() -> {
      sleep(Duration.ZERO);
      System.out.println("hello");
    });
  }
}
