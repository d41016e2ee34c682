package org.asyncio4j.cli.timeline;

import java.time.Duration;
import org.asyncio4j.function.Action;
import org.asyncio4j.testkit.VirtualClock;

/** Programs on a virtual clock, recorded. */
final class Recorded {
  private Recorded() {}

  static Timeline of(Action program) {
    return of(Integer.MAX_VALUE, program);
  }

  static Timeline of(int limit, Action program) {
    try (Recorder recorder = Recorder.start("a program", limit)) {
      new VirtualClock().run(program);
      return recorder.timeline();
    }
  }

  /** The row of a task in the first loop. */
  static TaskRow row(Timeline timeline, String name) {
    return timeline.loops().getFirst().tasks().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no task " + name));
  }

  static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
