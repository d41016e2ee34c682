package org.asyncio4j.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.asyncio4j.loop.Signal;
import org.jspecify.annotations.Nullable;

/*
 *   nobody --take--> the JVM calls us --take--> ... --close--> ... --last close--> as before
 *
 * One handler of ours is installed for each signal, which calls the handler that was added last. So handlers
 * can go in any order: when the last one does, the JVM gets back what it had, unless somebody has put
 * something over ours meanwhile.
 */
/** The signals of this JVM, lent for a while. Any thread. */
public final class JvmSignals {
  private static final Map<Signal, Lent> LENT = new EnumMap<>(Signal.class); // guarded by class

  private JvmSignals() {}

  /** A signal cannot be had. */
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** A handler that was added; closing takes it back. */
  public static final class Taken implements AutoCloseable {
    private final Signal signal;
    private final Runnable handler;

    private Taken(Signal signal, Runnable handler) {
      this.signal = signal;
      this.handler = handler;
    }

    @Override
    public void close() {
      giveBack(this);
    }
  }

  /** What is known of one signal while anybody has it. Guarded by the class. */
  private static final class Lent {
    final Object ours;
    final Object before;
    final List<Taken> takers = new ArrayList<>(1);

    Lent(Object ours, Object before) {
      this.ours = ours;
      this.before = before;
    }
  }

  /**
   * Calls a handler on each coming of a signal, in place of those added before.
   *
   * @param signal the signal
   * @param handler called on a thread of the JVM's own; must not throw
   * @return to take it back
   * @throws Unavailable if the JVM does not give it
   */
  public static Taken take(Signal signal, Runnable handler) throws Unavailable {
    Taken taken = take(signal, handler, false);
    if (taken == null) {
      throw new IllegalStateException("a handler was refused that takes any place");
    }
    return taken;
  }

  /**
   * Calls a handler on each coming of a signal, unless the program treats the signal itself.
   *
   * @param signal the signal
   * @param handler called on a thread of the JVM's own; must not throw
   * @return to take it back; null if the JVM does not give it or anybody else has it
   */
  public static @Nullable Taken takeFromJvm(Signal signal, Runnable handler) {
    try {
      return take(signal, handler, true);
    } catch (Unavailable _) {
      return null; // no such module, or the JVM keeps the signal (-Xrs)
    }
  }

  private static synchronized @Nullable Taken take(
      Signal signal, Runnable handler, boolean onlyFromJvm) throws Unavailable {
    Lent lent = LENT.get(signal);
    if (lent != null && onlyFromJvm) {
      return null;
    }
    try {
      if (lent == null) {
        Object ours = SunSignals.handler(() -> arrived(signal));
        lent = new Lent(ours, SunSignals.install(signal.shortName(), ours));
        if (onlyFromJvm && !SunSignals.isTheJvms(lent.before)) {
          SunSignals.install(signal.shortName(), lent.before);
          return null;
        }
        LENT.put(signal, lent);
      }
    } catch (IllegalArgumentException e) {
      throw new Unavailable(
          signal
              + " cannot be handled here: "
              + e.getMessage()
              + "; with -Xrs the JVM leaves SIGHUP, SIGINT and SIGTERM alone",
          e);
    } catch (LinkageError e) {
      throw new Unavailable(
          "signals need the module jdk.unsupported, which this JVM has not; start it with"
              + " --add-modules jdk.unsupported, or put that module into the image",
          e);
    }
    Taken taken = new Taken(signal, handler);
    lent.takers.add(taken);
    return taken;
  }

  private static synchronized void giveBack(Taken taken) {
    Lent lent = LENT.get(taken.signal);
    if (lent == null || !lent.takers.remove(taken) || !lent.takers.isEmpty()) {
      return;
    }
    LENT.remove(taken.signal);
    String name = taken.signal.shortName();
    Object now = SunSignals.install(name, lent.before);
    if (now != lent.ours) {
      SunSignals.install(name, now); // put over ours by the program, which keeps it
    }
  }

  private static void arrived(Signal signal) {
    Taken last;
    synchronized (JvmSignals.class) {
      Lent lent = LENT.get(signal);
      last = lent == null ? null : lent.takers.getLast();
    }
    if (last != null) {
      last.handler.run();
    }
  }
}
