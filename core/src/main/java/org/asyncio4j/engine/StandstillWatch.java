package org.asyncio4j.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * What takes time to be sure of: a loop that nothing can wake, and tasks that wait for locks of the JDK,
 * whose owners only a thread dump tells, which is taken only while no virtual thread moves (Rest).
 *
 * The circle is looked for twice in a row, while the loop may run. What a task awaits is an object that
 * it never awaits again once it has gone on, so a circle that is found twice with the same objects has
 * been there all the time between.
 */
/** The watchdog's part of {@link Standstill}, for one run of a loop. Watchdog's thread only. */
final class StandstillWatch {
  private static final long ONE_LOOK = 1_000_000_000L;
  private static final int MOST_LINES = 20;

  private long lookedNanos = System.nanoTime();

  // A loop that nothing can wake.
  private long steps = -1;
  private long sinceNanos;
  private boolean forlornSaid;

  // Tasks that wait for locks of the JDK.
  private final Map<Thread, Long> inLockSince = new HashMap<>();
  private final Set<Set<Object>> circlesSaid = new HashSet<>();
  private long dumpedNanos;
  private boolean monitorSaid;

  void look(Engine engine, Iterable<Engine> all, long now) {
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
      lookAtLocks(engine, all, now, limit);
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

  private void lookAtLocks(Engine engine, Iterable<Engine> all, long now, long limit) {
    if (engine.turn().blocked() == 0) {
      inLockSince.clear();
      return;
    }
    Waits waits = engine.reports().standstill().waits();
    Set<Thread> inLocks = waits.inLocks();
    inLockSince.keySet().retainAll(inLocks);
    inLocks.forEach(thread -> inLockSince.putIfAbsent(thread, now));
    boolean forLong = inLockSince.values().stream().anyMatch(since -> now - since >= limit);
    if (!forLong || now - dumpedNanos < limit) {
      return;
    }
    Map<Thread, Long> owners = LockOwner.ofAll(inLocks, all);
    if (owners == null) {
      sayThatOwnersAreNotKnown(engine, waits, now, limit);
      return;
    }
    dumpedNanos = now;
    Set<Set<Object>> first = new HashSet<>();
    waits.circles(owners).forEach(circle -> first.add(circle.waits()));
    owners = first.isEmpty() ? null : LockOwner.ofAll(inLocks, all);
    if (owners == null) {
      return;
    }
    for (Waits.Circle circle : waits.circles(owners)) {
      boolean ofLocks = circle.waits().stream().anyMatch(Thread.class::isInstance);
      if (ofLocks && first.contains(circle.waits()) && circlesSaid.add(circle.waits())) {
        forlornSaid = true;
        engine.reports().held(Standstill.text(engine, circle));
      }
    }
  }

  /** Once, and not before there was some time for the process to come to rest. */
  private void sayThatOwnersAreNotKnown(Engine engine, Waits waits, long now, long limit) {
    if (monitorSaid) {
      return;
    }
    long count = 0;
    for (Map.Entry<Thread, Long> entry : inLockSince.entrySet()) {
      boolean inMonitor = entry.getKey().getState() == Thread.State.BLOCKED;
      count += inMonitor && now - entry.getValue() >= 2 * limit ? 1 : 0;
    }
    if (count > 0) {
      monitorSaid = true;
      engine
          .reports()
          .held(
              count
                  + (count == 1 ? " task of " : " tasks of ")
                  + engine.loop()
                  + " waited for a monitor for long: do not await inside synchronized. Who holds it"
                  + " can be looked for only while no virtual thread of the process runs:"
                  + waits.lines(MOST_LINES));
    }
  }
}
