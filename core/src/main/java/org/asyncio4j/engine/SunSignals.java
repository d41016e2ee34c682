package org.asyncio4j.engine;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/*
 * Module jdk.unsupported may be absent, and javac warns of whoever names its types. So they are linked here
 * at run time, as the JDK links a lambda: a program that starts has the parts of that
 * ready, while a proxy and reflected methods would cost it several times as much.
 */
/** {@code sun.misc.Signal}; initialising fails where the JDK lacks it. */
final class SunSignals {
  private interface Naming {
    Object signal(String name);
  }

  private interface Handling {
    Object handle(Object signal, Object handler);
  }

  record Arrival(Runnable code) {
    void arrived(Object unused) {
      code.run();
    }
  }

  /** {@code new Signal(name)}. */
  private static final Naming NAMING;

  /** {@code Signal.handle(signal, handler)}. */
  private static final Handling HANDLING;

  /** Makes a {@code SignalHandler} of an {@link Arrival}. */
  private static final MethodHandle HANDLER;

  private static final Object DEFAULT;

  static {
    try {
      Lookup here = MethodHandles.lookup();
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      DEFAULT = handler.getField("SIG_DFL").get(null);
      NAMING =
          (Naming)
              lambda(
                      "signal",
                      methodType(Naming.class),
                      methodType(Object.class, String.class),
                      here.findConstructor(signal, methodType(void.class, String.class)),
                      methodType(signal, String.class))
                  .invoke();
      HANDLING =
          (Handling)
              lambda(
                      "handle",
                      methodType(Handling.class),
                      methodType(Object.class, Object.class, Object.class),
                      here.findStatic(signal, "handle", methodType(handler, signal, handler)),
                      methodType(handler, signal, handler))
                  .invoke();
      HANDLER =
          lambda(
              "handle",
              methodType(handler, Arrival.class),
              methodType(void.class, signal),
              here.findVirtual(Arrival.class, "arrived", methodType(void.class, Object.class)),
              methodType(void.class, signal));
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private SunSignals() {}

  /** What javac makes of a lambda: makes an object of a type with one method, which runs code. */
  private static MethodHandle lambda(
      String method, MethodType makes, MethodType erased, MethodHandle code, MethodType real)
      throws Throwable {
    return LambdaMetafactory.metafactory(MethodHandles.lookup(), method, makes, erased, code, real)
        .getTarget();
  }

  /**
   * Makes a handler.
   *
   * @param arrived called on a thread of the JVM's own on each coming of a signal
   * @return a {@code SignalHandler}
   */
  static Object handler(Runnable arrived) {
    try {
      return HANDLER.invoke(new Arrival(arrived));
    } catch (Throwable e) {
      throw new LinkageError("sun.misc.SignalHandler", e);
    }
  }

  /**
   * Has the JVM call a handler.
   *
   * @param name of which signal, without SIG
   * @param handler a {@code SignalHandler}
   * @return the handler before
   * @throws IllegalArgumentException if the JVM does not give the signal
   */
  static Object install(String name, Object handler) {
    return HANDLING.handle(NAMING.signal(name), handler);
  }

  /** The JVM's own handler shows as a wrapper; a handler of the program as itself. */
  static boolean isTheJvms(Object handler) {
    return handler == DEFAULT
        || handler.getClass().getName().equals("sun.misc.Signal$SunMiscHandler");
  }
}
