package org.asyncio4j.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * What takes time to be sure of: a loop that nothing can wake, and tasks that wait for locks of the JDK,
 * whose owners only a thread dump tells.
 *
 * The circle is looked for twice in a row, while the loop may run. What a task awaits is an object that
 * it never awaits again once it has gone on, so a circle that is found twice with the same objects has
 * been there all the time between.
 */
/** The watchdog's part of {@link Standstill}, for one run of a loop. Watchdog's thread only. */
final class StandstillWatch {
  private static final long ONE_LOOK = 1_000_000_000L;

  private long lookedNanos = System.nanoTime();

  // A loop that nothing can wake.
  private long steps = -1;
  private long sinceNanos;
  private boolean forlornSaid;

  // Tasks that wait for locks of the JDK.
  private final Map<Thread, Long> inLockSince = new HashMap<>();
  private final Set<Set<Object>> circlesSaid = new HashSet<>();
  private long dumpedNanos;

  void look(Engine engine, long now) {
    Standstill standstill = engine.reports().standstill();
    if (!standstill.on()) {
      return;
    }
    if (now - lookedNanos >= ONE_LOOK) {
      lookedNanos = now;
      standstill.lookNow();
    }
    long limit = engine.stallNanos();
    if (limit > 0) {
      lookAtLocks(engine, standstill, now, limit);
      lookWhetherForlorn(engine, standstill, now, limit);
    }
  }

  private void lookWhetherForlorn(Engine engine, Standstill standstill, long now, long limit) {
    long stepsNow = engine.turn().steps();
    if (forlornSaid || stepsNow != steps || !standstill.isForlorn()) {
      steps = stepsNow;
      sinceNanos = now;
    } else if (now - sinceNanos >= limit) {
      forlornSaid = true;
      engine.reports().held(standstill.forlornText());
    }
  }

  private void lookAtLocks(Engine engine, Standstill standstill, long now, long limit) {
    if (engine.turn().blocked() == 0) {
      inLockSince.clear();
      return;
    }
    Waits waits = standstill.waits();
    Set<Thread> inLocks = waits.inLocks();
    inLockSince.keySet().retainAll(inLocks);
    inLocks.forEach(thread -> inLockSince.putIfAbsent(thread, now));
    boolean forLong = inLockSince.values().stream().anyMatch(since -> now - since >= limit);
    if (!forLong || now - dumpedNanos < limit) {
      return;
    }
    dumpedNanos = now;
    Set<Set<Object>> first = new HashSet<>();
    waits.circles(LockOwner.ofAll(inLocks)).forEach(circle -> first.add(circle.waits()));
    if (first.isEmpty()) {
      return;
    }
    List<Waits.Circle> second = waits.circles(LockOwner.ofAll(inLocks));
    for (Waits.Circle circle : second) {
      boolean ofLocks = circle.waits().stream().anyMatch(Thread.class::isInstance);
      if (ofLocks && first.contains(circle.waits()) && circlesSaid.add(circle.waits())) {
        forlornSaid = true;
        engine.reports().held(Standstill.text(engine, circle));
      }
    }
  }
}
