package org.asyncio4j.task;

import java.util.concurrent.atomic.AtomicReference;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.text.UserFrames;
import org.jspecify.annotations.Nullable;

/*
 * A lambda has no name at run time, but each place in the source that makes one has a class of its own.
 * So the name is learnt from the stack when a task of such a class first suspends, once per class, and
 * kept for all later texts, also those of tasks that are done.
 */
/** What a task's text says of its code: name, and the line where it stands. */
final class CoroutineText {
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
      StackTraceElement frame = UserFrames.outermost(Thread.currentThread().getStackTrace());
      if (frame != null) {
        known.set(UserFrames.methodName(frame));
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
      frame = UserFrames.outermost(fiber.thread().getStackTrace());
      if (frame != null && !(coroutine instanceof Coroutine<?>)) {
        name = UserFrames.methodName(frame);
      }
    }
    return frame == null ? name + "()" : name + "() running at " + UserFrames.place(frame);
  }
}
