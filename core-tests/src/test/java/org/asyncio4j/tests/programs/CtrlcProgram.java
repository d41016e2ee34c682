package org.asyncio4j.tests.programs;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;

/** Waits for Ctrl-C in the way its argument says. */
public final class CtrlcProgram {
  private CtrlcProgram() {}

  /** Entry. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "await" -> Asyncio.run(CtrlcProgram::await);
      case "stubborn" -> Asyncio.run(() -> stubborn(Integer.MAX_VALUE));
      case "once stubborn" -> Asyncio.run(() -> stubborn(1));
      case "spin" -> Asyncio.run(CtrlcProgram::spin);
      case "block" -> Asyncio.run(CtrlcProgram::block);
      case "swallow" -> {
        System.out.println("result " + Asyncio.run(() -> swallow()));
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("run returned");
  }

  private static void await() {
    Asyncio.createTask(() -> {
      try {
        Asyncio.sleep(Duration.ofHours(1));
      } finally {
        System.out.println("finally of a task");
      }
    });
    try {
      Asyncio.sleep(Duration.ZERO);
      System.out.println("ready");
      Asyncio.sleep(Duration.ofHours(1));
    } finally {
      System.out.println("finally of main");
    }
  }

  private static void stubborn(int times) {
    System.out.println("ready");
    int swallowed = 0;
    try {
      for (; ; ) {
        try {
          Asyncio.sleep(Duration.ofMillis(10));
        } catch (CancelledError e) {
          if (swallowed == times) {
            throw e;
          }
          System.out.println("swallowed " + ++swallowed);
        }
      }
    } finally {
      System.out.println("finally of main");
    }
  }

  /** Holds the loop and hears no interrupt. */
  private static void spin() {
    System.out.println("ready");
    while (System.nanoTime() != 0) {
      Thread.onSpinWait();
    }
  }

  private static void block() throws InterruptedException {
    try {
      System.out.println("ready");
      Thread.sleep(3_600_000);
    } finally {
      System.out.println("finally of main");
    }
  }

  private static String swallow() {
    System.out.println("ready");
    try {
      Asyncio.sleep(Duration.ofHours(1));
    } catch (CancelledError e) {
      return "of main";
    }
    return "too late";
  }
}
