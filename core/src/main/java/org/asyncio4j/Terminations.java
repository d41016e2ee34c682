package org.asyncio4j;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.asyncio4j.engine.JvmSignals;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.loop.Signal;
import org.jspecify.annotations.Nullable;

/*
 *   JVM's --first program runs--> ours --SIGTERM--> all programs are cancelled
 *     ^----last program ends-------/                 |--2nd SIGTERM--> exit at once
 *                                                    |--they have ended, and the threads that ran them have
 *                                                    |  ended too or had PATIENCE for it--> exit
 *
 * Whatever a program does with its cancellation, the signal is not lost: when the last program has ended,
 * the process does. As with the JVM's own handler the exit code is 143, and shutdown hooks run.
 */
/** SIGTERM while programs run. Any thread. */
final class Terminations {
  private static final int EXIT_CODE = 143;

  /** How long the threads that ran the programs may take to end. */
  private static final long PATIENCE = 2_000_000_000L;

  private static final long LOOK_EVERY_MILLIS = 10;

  // Guarded by the class.
  private static final Set<Interrupts> RUNNING = new LinkedHashSet<>();
  private static JvmSignals.@Nullable Taken taken;
  private static boolean underWay;

  private Terminations() {}

  /** A program begins. */
  static synchronized void add(Interrupts program) {
    if (RUNNING.isEmpty() && taken == null) {
      taken = JvmSignals.takeFromJvm(Signal.SIGTERM, Terminations::arrived);
    }
    if (taken != null) {
      RUNNING.add(program);
    }
  }

  /** A program has ended, whether it had been added or not. */
  static synchronized void remove(Interrupts program) {
    RUNNING.remove(program);
    if (RUNNING.isEmpty() && taken != null) {
      taken.close(); // from now on a second SIGTERM is the JVM's, which ends the process
      taken = null;
    }
  }

  /** On the JVM's signal thread. */
  private static void arrived() {
    List<Interrupts> programs;
    synchronized (Terminations.class) {
      if (underWay) {
        Runtime.getRuntime().exit(EXIT_CODE);
      }
      underWay = true;
      programs = new ArrayList<>(RUNNING);
    }
    programs.forEach(Interrupts::terminate);
    // no daemon, as the JVM's signal threads are: else the end of the last other thread is an exit
    // with code 0
    Thread.ofPlatform()
        .daemon(false)
        .name("asyncio4j-termination")
        .start(() -> {
          try {
            programs.forEach(Terminations::awaitEnd);
          } finally {
            Runtime.getRuntime().exit(EXIT_CODE);
          }
        });
  }

  private static void awaitEnd(Interrupts program) {
    Thread thread = program.thread();
    long last = System.nanoTime();
    while (thread.isAlive()) {
      long now = System.nanoTime();
      if (runs(program)) {
        last = now;
      } else if (now - last > PATIENCE) {
        return;
      }
      try {
        thread.join(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static boolean runs(Interrupts program) {
    synchronized (Terminations.class) {
      if (RUNNING.contains(program)) {
        return true;
      }
    }
    return program.cleansUp();
  }

  /** Returns what a terminated program's run throws. */
  static SystemExit systemExit(Thread thread) {
    SystemExit exit = new SystemExit(EXIT_CODE);
    Interrupts.endQuietly(thread, exit);
    return exit;
  }
}
