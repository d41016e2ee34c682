package org.asyncio4j;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.asyncio4j.error.KeyboardInterrupt;
import org.jspecify.annotations.Nullable;

/**
 * The signal of Ctrl-C, taken from the JVM for a while. By reflection, since it needs module
 * jdk.unsupported: where that is missing, Ctrl-C ends the process as it always does.
 */
final class CtrlC {
  static final CtrlC NOT_TAKEN = new CtrlC(null);

  private final @Nullable Object before;

  private CtrlC(@Nullable Object before) {
    this.before = before;
  }

  /** Calls a handler on each Ctrl-C until restored, unless the program treats it itself. */
  static CtrlC take(Runnable handler) {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> answer(handler, self, method, arguments));
      Object before = handle(ours);
      if (!isTheJvms(before, type)) {
        handle(before);
        return NOT_TAKEN;
      }
      return new CtrlC(before);
    } catch (ReflectiveOperationException | LinkageError e) {
      return NOT_TAKEN; // no such module, or the JVM keeps the signal (-Xrs)
    }
  }

  /** The JVM's own handler shows as a wrapper; a handler of the program as itself. */
  private static boolean isTheJvms(Object before, Class<?> type)
      throws ReflectiveOperationException {
    return before == type.getField("SIG_DFL").get(null)
        || before.getClass().getName().equals("sun.misc.Signal$SunMiscHandler");
  }

  private static @Nullable Object answer(
      Runnable handler, Object self, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "handle" -> {
        handler.run();
        yield null;
      }
      case "equals" -> arguments != null && self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "asyncio4j's handler of Ctrl-C";
    };
  }

  /** sun.misc.Signal.handle(new Signal("INT"), handler); returns the handler before. */
  private static Object handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Object interrupt = signal.getConstructor(String.class).newInstance("INT");
    return signal
        .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, interrupt, handler);
  }

  /** Gives the signal back. */
  void restore() {
    if (before != null) {
      try {
        handle(before);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot restore the handler of Ctrl-C", e);
      }
    }
  }

  /** Gives a thread that has no handler of its own the conduct of a shell's programs. */
  static void exitWith130IfUncaught(Thread thread) {
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    if (before == thread.getThreadGroup()) {
      thread.setUncaughtExceptionHandler((dying, error) -> {
        before.uncaughtException(dying, error);
        if (error instanceof KeyboardInterrupt) {
          Runtime.getRuntime().exit(130);
        }
      });
    }
  }
}
