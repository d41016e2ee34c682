package org.asyncio4j.engine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.Signal;
import org.jspecify.annotations.Nullable;

/** What a loop's program does on signals. Whoever holds the loop. */
public final class SignalHandlers {
  private record Handler(Action callback, Context context, JvmSignals.Taken taken) {}

  private final Engine engine;
  private final Map<Signal, Handler> handlers = new EnumMap<>(Signal.class);

  /**
   * Makes an empty list.
   *
   * @param engine the loop's machine
   */
  public SignalHandlers(Engine engine) {
    this.engine = engine;
  }

  /**
   * Runs a callback in the loop on each coming of a signal, in place of any before.
   *
   * @param signal the signal
   * @param callback what to run
   * @param context in which context
   */
  public void add(Signal signal, Action callback, Context context) {
    if (!signal.canBeHandled()) {
      throw new IllegalArgumentException(
          "signal: "
              + signal
              + ", and "
              + signal.whoHandlesIt()
              + " (expected: one of "
              + free()
              + ")");
    }
    Handler before = handlers.remove(signal);
    JvmSignals.Taken taken;
    try {
      taken = JvmSignals.take(signal, () -> arrived(signal));
    } catch (JvmSignals.Unavailable e) {
      throw new IllegalStateException(e.getMessage(), e.getCause());
    } finally {
      if (before != null) {
        giveBack(before);
      }
    }
    handlers.put(signal, new Handler(callback, context, taken));
    engine.workOutside(1); // a loop that waits for a signal has not come to a standstill
  }

  private static String free() {
    return Arrays.stream(Signal.values())
        .filter(Signal::canBeHandled)
        .map(Signal::name)
        .collect(Collectors.joining(", "));
  }

  /** On a thread of the JVM's own. */
  private void arrived(Signal signal) {
    engine.soonThreadsafe(
        new Ready() {
          @Override
          protected @Nullable Fiber run(Engine unused) {
            Handler handler = handlers.get(signal);
            if (handler != null) { // else it was taken back meanwhile
              engine.soon(new CallbackHandle(handler.callback, handler.context, null));
            }
            return null;
          }
        });
  }

  /**
   * Takes a handler back.
   *
   * @param signal the signal
   * @return whether there was one
   */
  public boolean remove(Signal signal) {
    Handler handler = handlers.remove(signal);
    if (handler != null) {
      giveBack(handler);
    }
    return handler != null;
  }

  private void giveBack(Handler handler) {
    handler.taken.close();
    engine.workOutside(-1);
  }

  /** Takes all back, since the loop closes. */
  public void close() {
    handlers.values().forEach(this::giveBack);
    handlers.clear();
  }
}
