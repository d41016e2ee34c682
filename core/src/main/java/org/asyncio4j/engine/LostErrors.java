package org.asyncio4j.engine;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/*
 * CPython reports such an error when the future is collected. Here each is reported at the end of the
 * loop at the latest, so that the report does not depend on the collector; if the future is collected
 * before, nobody can look at it any more and the report comes then, so that a loop that runs for months
 * neither hoards errors nor hides them.
 */
/** Errors of futures whose result nobody has asked for. Whoever holds the loop. */
public final class LostErrors {
  private static final class Entry extends WeakReference<Object> {
    final ExceptionContext report;

    /** Whether somebody has asked for the error. Any thread. */
    volatile boolean seen;

    Entry(Object future, ExceptionContext report, ReferenceQueue<Object> queue) {
      super(future, queue);
      this.report = report;
    }
  }

  private final Engine engine;
  private final ErrorReports reports;
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final Set<Entry> entries = new LinkedHashSet<>();

  LostErrors(Engine engine, ErrorReports reports) {
    this.engine = engine;
    this.reports = reports;
  }

  /**
   * Notes an error that nobody has looked at yet.
   *
   * @param future whose error it is
   * @param report what to report; must not hold the future
   * @return to be handed to {@link #found}
   */
  public Object add(Object future, ExceptionContext report) {
    Entry entry = new Entry(future, report, collected);
    entries.add(entry);
    sweep();
    return entry;
  }

  /**
   * Returns where the future of an error was made. Any thread.
   *
   * @param entry what {@link #add} has returned
   * @return the place, or null outside debug mode
   */
  public static @Nullable Throwable createdAt(Object entry) {
    return ((Entry) entry).report.created();
  }

  /**
   * Somebody has looked at the error. Any thread.
   *
   * @param entry what {@link #add} has returned
   */
  public void found(Object entry) {
    ((Entry) entry).seen = true;
    if (engine.onLoopThread()) {
      entries.remove((Entry) entry);
    } else {
      engine.soonThreadsafe(
          new Ready() {
            @Override
            protected @Nullable Fiber run(Engine loop) {
              entries.remove((Entry) entry);
              return null;
            }
          });
    }
  }

  private void sweep() {
    List<Entry> found = new ArrayList<>();
    Engine.undisturbed(() -> {
      for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
        found.add((Entry) gone);
      }
    });
    for (Entry entry : found) {
      if (entries.remove(entry) && !entry.seen) {
        reports.report(entry.report);
      }
    }
  }

  /** Reports all that is left, since the loop closes. */
  public void reportAll() {
    Map<Entry, Object> left = new LinkedHashMap<>();
    entries.removeIf(entry -> entry.seen);
    for (Entry entry : entries) {
      Object future = entry.get();
      left.put(entry, future == null ? entry : future);
    }
    entries.clear();
    left.forEach((entry, future) ->
        reports.report(future == entry ? entry.report : entry.report.withFuture(future)));
  }
}
