package org.asyncio4j.task;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Awaitable;
import org.jspecify.annotations.Nullable;

/*
 * A lambda has no name at run time, but each place in the source that makes one has a class of its own.
 * So the name is learnt from the stack when a task of such a class first suspends, once per class, and
 * kept for all later texts, also those of tasks that are done.
 */
/** What a task's text says of its code: name, and the line where it stands. */
final class CoroutineText {
  private static final Set<String> LIBRARY =
      Set.of(
          "",
          "context",
          "contextvar",
          "engine",
          "fiber",
          "function",
          "future",
          "loop",
          "task",
          "thread");

  private static final String ROOT = "org.asyncio4j";

  private static final ClassValue<AtomicReference<@Nullable String>> NAMES =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable String> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private CoroutineText() {}

  /** Learns the name of the code that runs on the calling thread, unless it is known. */
  static void learn(Awaitable<?> coroutine) {
    if (coroutine instanceof Coroutine<?>) {
      return;
    }
    AtomicReference<@Nullable String> known = NAMES.get(code(coroutine).getClass());
    if (known.get() == null) {
      StackTraceElement frame = outermost(Thread.currentThread().getStackTrace());
      if (frame != null) {
        known.set(methodName(frame));
      }
    }
  }

  static String nameOf(Object coroutine) {
    if (coroutine instanceof Coroutine<?> named) {
      return named.name();
    }
    Object code = code(coroutine);
    String known = NAMES.get(code.getClass()).get();
    return known == null ? Engine.describe(code) : known;
  }

  private static Object code(Object coroutine) {
    return coroutine instanceof ActionCoroutine wrapped ? wrapped.action() : coroutine;
  }

  static String describe(Awaitable<?> coroutine, @Nullable Fiber fiber, boolean done) {
    String name = nameOf(coroutine);
    if (done) {
      return name + "() done";
    }
    StackTraceElement frame = null;
    if (fiber != null) {
      frame = outermost(fiber.thread().getStackTrace());
      if (frame != null && !(coroutine instanceof Coroutine<?>)) {
        name = methodName(frame);
      }
    }
    return frame == null
        ? name + "()"
        : name + "() running at " + frame.getFileName() + ":" + frame.getLineNumber();
  }

  /** The user's frame that was called first, a lambda only if it calls no method of its own. */
  private static @Nullable StackTraceElement outermost(StackTraceElement[] stack) {
    StackTraceElement found = null;
    for (int i = stack.length - 1; i >= 0; i--) {
      StackTraceElement frame = stack[i];
      if (isLibrary(frame) || frame.getLineNumber() < 0) {
        if (found != null) {
          return found;
        }
      } else if (found == null || isLambda(found)) {
        found = frame;
        if (!isLambda(frame)) {
          return frame;
        }
      }
    }
    return found;
  }

  private static boolean isLambda(StackTraceElement frame) {
    return frame.getMethodName().startsWith("lambda$");
  }

  private static boolean isLibrary(StackTraceElement frame) {
    String type = frame.getClassName();
    if (type.startsWith("java.") || type.startsWith("jdk.")) {
      return true;
    }
    if (!type.startsWith(ROOT)) {
      return false;
    }
    int dot = type.lastIndexOf('.');
    String rest = dot <= ROOT.length() ? "" : type.substring(ROOT.length() + 1, dot);
    return LIBRARY.contains(rest);
  }

  private static String methodName(StackTraceElement frame) {
    String method = frame.getMethodName();
    if (!isLambda(frame)) {
      return method;
    }
    String[] parts = method.split("\\$", -1);
    return parts.length > 1 ? parts[1] + ".<lambda>" : "<lambda>";
  }
}
