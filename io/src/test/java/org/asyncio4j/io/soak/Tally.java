package org.asyncio4j.io.soak;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What has happened and what has gone wrong. Any thread. */
final class Tally {
  private static final int MOST_FAILURES = 50;

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final LongAdder moves = new LongAdder();

  void count(String what) {
    count(what, 1);
  }

  void count(String what, long by) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).add(by);
    moves.increment();
  }

  /** Whether this has changed since the last look tells whether the program moves. */
  long moves() {
    return moves.sum();
  }

  /** Notes a failure; after the first ones only counts them. */
  void fail(String what) {
    count("failures");
    if (failures.size() < MOST_FAILURES) {
      failures.add(what);
    }
  }

  List<String> failures() {
    return failures;
  }

  long of(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    counts.forEach((what, count) -> all.put(what, count.sum()));
    return all;
  }
}
