package org.asyncio4j.tests.programs;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.loop.Signal;
import org.asyncio4j.sync.Event;

/** Waits for SIGTERM in the way its argument says. */
public final class TerminateProgram {
  private TerminateProgram() {}

  /** Entry. */
  public static void main(String[] args) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shutdown hook")));
    switch (args[0]) {
      case "await" -> Asyncio.run(TerminateProgram::await);
      case "caught" -> caught();
      case "off" ->
          Asyncio.run(TerminateProgram::await, RunOptions.defaults().withHandleTerminate(false));
      case "swallow" -> System.out.println("result " + Asyncio.run(() -> swallow()));
      case "stubborn" -> Asyncio.run(TerminateProgram::stubborn);
      case "pool" -> pool();
      case "two" -> two();
      case "handler" -> Asyncio.run(TerminateProgram::handler);
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("run returned");
  }

  private static void await() {
    Asyncio.createTask(() -> {
      try {
        Asyncio.sleep(Duration.ofHours(1));
      } finally {
        Asyncio.sleep(Duration.ofMillis(20));
        System.out.println("finally of a task");
      }
    });
    try {
      Asyncio.sleep(Duration.ZERO);
      System.out.println("ready");
      Asyncio.sleep(Duration.ofHours(1));
    } finally {
      Asyncio.sleep(Duration.ofMillis(20));
      System.out.println("finally of main");
    }
  }

  private static void caught() {
    try {
      Asyncio.run(TerminateProgram::await);
    } catch (SystemExit e) {
      System.out.println("caught " + e.code());
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

  private static void stubborn() {
    System.out.println("ready");
    for (; ; ) {
      try {
        Asyncio.sleep(Duration.ofMillis(10));
      } catch (CancelledError e) {
        System.out.println("swallowed");
      }
    }
  }

  /** The thread that runs the program lives on and keeps what it throws. */
  private static void pool() throws Exception {
    var pool = java.util.concurrent.Executors.newFixedThreadPool(1);
    var result = pool.submit(() -> Asyncio.run(TerminateProgram::await));
    try {
      result.get();
    } catch (java.util.concurrent.ExecutionException e) {
      System.out.println("pool has " + e.getCause().getClass().getSimpleName());
    }
    Thread.currentThread().join();
  }

  private static void two() throws InterruptedException {
    Thread other = new Thread(() -> Asyncio.run(TerminateProgram::await));
    other.start();
    Asyncio.run(TerminateProgram::await);
    other.join();
  }

  private static void handler() {
    Event stop = new Event();
    Asyncio.getRunningLoop().addSignalHandler(Signal.SIGTERM, stop::set);
    System.out.println("ready");
    stop.await();
    System.out.println("handled");
  }
}
