package org.asyncio4j.io.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Log;
import org.asyncio4j.loop.EventLoop;

/*
 * A soak is rounds and rests. In a round, clients do random things to servers, datagrams and children,
 * and are aborted, reset, cut off, timed out and cancelled, and so are the servers. A round ends
 * when all of that has ended; then, at rest, nothing may be left of it: no task, child, descriptor,
 * or memory, no report of a lost error, no warning, and both sides of the ledger must agree.
 */
/** Runs servers and clients in all kinds of trouble, and looks whether anything is lost or left. */
final class Soak {
  /** What a soak must have had, or it shows nothing. */
  private static final List<String> NEEDED =
      List.of(
          "aborts",
          "bytes echoed",
          "children that copied",
          "connections secured",
          "datagrams",
          "deeds cancelled",
          "deeds cut",
          "deeds done",
          "deeds out of time",
          "echoes to a half-closed side",
          "handlers cancelled",
          "messages acknowledged and found",
          "resets",
          "servers started again",
          "slow readers");

  private final Plan plan;
  private final Tally tally;
  private final Consumer<String> out;
  private final String driver;

  Soak(Plan plan, Tally tally, String driver, Consumer<String> out) {
    this.plan = plan;
    this.tally = tally;
    this.driver = driver;
    this.out = out;
  }

  /**
   * Runs it in a loop of its own.
   *
   * @return whether it has ended well; what has failed is in the tally
   */
  boolean run() {
    Certificates.client(); // made before the loop runs, since that takes its time
    try (Log log = Log.open()) {
      RunOptions options = RunOptions.defaults().withLoopFactory(this::loop);
      Asyncio.run(() -> inLoop(log), options);
    }
    return tally.failures().isEmpty();
  }

  /** Returns what a soak of some time must have had and this one has not. */
  List<String> missing() {
    return NEEDED.stream().filter(each -> tally.of(each) == 0).toList();
  }

  private EventLoop loop() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.setExceptionHandler((_, context) ->
        tally.fail(
            "reported: "
                + context.message()
                + (context.exception() == null ? "" : ": " + Tasks.trace(context.exception()))));
    return loop;
  }

  private void inLoop(Log log) throws IOException {
    String got = Asyncio.getRunningLoop().driver();
    if (!got.equals(driver)) {
      throw new IllegalStateException("driver: " + got + " (expected: " + driver + ")");
    }
    Path folder = Files.createTempDirectory("asyncio4j-soak");
    try {
      new Round(plan, Duration.ZERO, tally, folder).run(0); // opens what the JDK opens once
      Rest rest = new Rest(tally, log);
      long start = System.nanoTime();
      long end = start + plan.duration().toNanos();
      for (int i = 1; i <= plan.rounds() && System.nanoTime() < end; i++) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        Duration time = left.compareTo(plan.round()) < 0 ? left : plan.round();
        new Round(plan, time, tally, folder).run(i);
        rest.look();
        say(start, rest);
      }
      rest.compareHeaps();
    } finally {
      Files.delete(folder);
    }
  }

  private void say(long startNanos, Rest rest) {
    out.accept(
        String.format(
            Locale.ROOT,
            "%4d s: %d deeds done, %d cut, %d cancelled, %d out of time; %d messages found,"
                + " %.0f MB echoed; heap %.1f MB; %d failures",
            (System.nanoTime() - startNanos) / 1_000_000_000L,
            tally.of("deeds done"),
            tally.of("deeds cut"),
            tally.of("deeds cancelled"),
            tally.of("deeds out of time"),
            tally.of("messages acknowledged and found"),
            Rest.mb((double) tally.of("bytes echoed")),
            Rest.mb((double) rest.heaps().getLast()),
            tally.of("failures")));
  }
}
