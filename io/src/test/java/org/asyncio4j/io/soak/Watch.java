package org.asyncio4j.io.soak;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import org.asyncio4j.debug.Debug;

/*
 * A thread of the system, since a loop that stands still cannot say so. It prints the threads first,
 * for which it needs nothing of the library, and takes the snapshots of the loops on another thread,
 * which may wait for what the loop holds.
 */
/** Ends the JVM, with what is known, when nothing has moved for some time. */
final class Watch {
  /** The exit code of a program that stood still. */
  static final int STALLED = 3;

  private final Tally tally;
  private final Duration patience;
  private final PrintStream out;

  Watch(Tally tally, Duration patience, PrintStream out) {
    this.tally = tally;
    this.patience = patience;
    this.out = out;
  }

  void start() {
    Thread.ofPlatform().name("soak-watch").daemon().start(this::watch);
  }

  private void watch() {
    long moves = tally.moves();
    long since = System.nanoTime();
    try {
      while (System.nanoTime() - since < patience.toNanos()) {
        Thread.sleep(Duration.ofSeconds(1));
        long now = tally.moves();
        if (now != moves) {
          moves = now;
          since = System.nanoTime();
        }
      }
      say();
    } catch (InterruptedException _) {
      out.println("soak: the watch was interrupted");
    } finally {
      out.flush();
      Runtime.getRuntime().halt(STALLED);
    }
  }

  private void say() throws InterruptedException {
    out.println("soak: ended BADLY: nothing has moved for " + patience.toSeconds() + " s");
    tally.failures().forEach(each -> out.println("soak: before that: " + each));
    for (ThreadInfo each : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      out.println(each.getThreadName() + " " + each.getThreadState() + " " + each.getLockInfo());
      for (StackTraceElement line : each.getStackTrace()) {
        out.println("    at " + line);
      }
    }
    out.flush();
    Thread loops =
        Thread.ofPlatform()
            .daemon()
            .start(() -> Debug.loops().forEach(loop -> out.println(Tasks.state(loop))));
    loops.join(Duration.ofSeconds(20));
  }
}
