package org.asyncio4j.conformance;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.asyncio4j.error.BaseExceptionGroup;
import org.asyncio4j.error.BrokenBarrierException;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.GeneratorNotStartedException;
import org.asyncio4j.error.InvalidStateException;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.NotAwaitableException;
import org.asyncio4j.error.QueueEmptyException;
import org.asyncio4j.error.QueueFullException;
import org.asyncio4j.error.QueueShutDownException;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.error.ThrowableGroup;
import org.asyncio4j.error.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Python's exception types: their names, which of ours stands for which, and their hierarchy. */
final class Exceptions {
  private static final String BASE = "BaseException";

  /** Each type and those right above it. */
  private static final Map<String, List<String>> PARENTS =
      Map.ofEntries(
          Map.entry(BASE, List.of()),
          Map.entry("Exception", List.of(BASE)),
          Map.entry("CancelledError", List.of(BASE)),
          Map.entry("GeneratorExit", List.of(BASE)),
          Map.entry("KeyboardInterrupt", List.of(BASE)),
          Map.entry("SystemExit", List.of(BASE)),
          Map.entry("AppBaseError", List.of(BASE)),
          Map.entry("BaseExceptionGroup", List.of(BASE)),
          Map.entry("ExceptionGroup", List.of("BaseExceptionGroup", "Exception")),
          Map.entry("ValueError", List.of("Exception")),
          Map.entry("TypeError", List.of("Exception")),
          Map.entry("LookupError", List.of("Exception")),
          Map.entry("StopAsyncIteration", List.of("Exception")),
          Map.entry("AppError", List.of("Exception")),
          Map.entry("AppSubError", List.of("AppError")),
          Map.entry("OSError", List.of("Exception")),
          Map.entry("TimeoutError", List.of("OSError")),
          Map.entry("RuntimeError", List.of("Exception")),
          Map.entry("BrokenBarrierError", List.of("RuntimeError")),
          Map.entry("InvalidStateError", List.of("Exception")),
          Map.entry("QueueEmpty", List.of("Exception")),
          Map.entry("QueueFull", List.of("Exception")),
          Map.entry("QueueShutDown", List.of("Exception")));

  /** The classes that the library throws, and the JDK's among them; a subclass may be nearer. */
  private static final Map<Class<? extends Throwable>, String> NAMES =
      Map.ofEntries(
          Map.entry(CancelledError.class, "CancelledError"),
          Map.entry(GeneratorExit.class, "GeneratorExit"),
          Map.entry(KeyboardInterrupt.class, "KeyboardInterrupt"),
          Map.entry(SystemExit.class, "SystemExit"),
          Map.entry(StopAsyncIterationException.class, "StopAsyncIteration"),
          Map.entry(ExceptionGroup.class, "ExceptionGroup"),
          Map.entry(BaseExceptionGroup.class, "BaseExceptionGroup"),
          Map.entry(TimeoutException.class, "TimeoutError"),
          Map.entry(InvalidStateException.class, "InvalidStateError"),
          Map.entry(IllegalStateException.class, "RuntimeError"),
          Map.entry(NotAwaitableException.class, "TypeError"),
          Map.entry(GeneratorNotStartedException.class, "TypeError"),
          Map.entry(IllegalArgumentException.class, "ValueError"),
          Map.entry(NoSuchElementException.class, "LookupError"),
          Map.entry(BrokenBarrierException.class, "BrokenBarrierError"),
          Map.entry(QueueEmptyException.class, "QueueEmpty"),
          Map.entry(QueueFullException.class, "QueueFull"),
          Map.entry(QueueShutDownException.class, "QueueShutDown"));

  /** Those to which asyncio gives no text: all of ours is a hint. */
  private static final Set<Class<? extends Throwable>> WITHOUT_TEXT =
      Set.of(QueueEmptyException.class, QueueFullException.class, QueueShutDownException.class);

  private Exceptions() {}

  /**
   * Makes an exception as a program does.
   *
   * @param kind the name of its type
   * @param message its message; empty for none
   * @return the exception
   */
  static Throwable make(String kind, String message) {
    @Nullable String text = message.isEmpty() ? null : message;
    return switch (kind) {
      case "CancelledError" -> new CancelledError(text);
      case "GeneratorExit" -> new GeneratorExit(text);
      case "KeyboardInterrupt" -> new KeyboardInterrupt(text);
      case "StopAsyncIteration" -> new StopAsyncIterationException(text);
      case "SystemExit" -> new SystemExit(text);
      default ->
          matches(kind, "Exception")
              ? new PythonException(kind, message)
              : new PythonError(kind, message);
    };
  }

  /**
   * Tells whether exceptions of a kind can be made.
   *
   * @param kind the name of a type
   * @return whether {@link #make} knows how
   */
  static boolean canMake(String kind) {
    return PARENTS.containsKey(kind);
  }

  /**
   * Tells whether a kind of exception has members.
   *
   * @param kind the name of a type
   * @return whether {@link #group} makes it
   */
  static boolean isGroup(String kind) {
    return matches(kind, "BaseExceptionGroup");
  }

  /**
   * Makes a group as a program does; in Python too a base group of exceptions alone is none.
   *
   * @param kind the name of its type
   * @param message its message
   * @param members its members
   * @return the group
   * @throws Exception if an ExceptionGroup is to hold something else
   */
  static Throwable group(String kind, String message, List<Throwable> members) throws Exception {
    ThrowableGroup group = ThrowableGroup.of(message, members);
    if (kind.equals("ExceptionGroup") && !(group instanceof ExceptionGroup)) {
      throw new PythonException("TypeError", "Cannot nest BaseExceptions in an ExceptionGroup");
    }
    return group.asThrowable();
  }

  /**
   * Returns the name of an exception's type in Python.
   *
   * @param exception the exception
   * @return the name; that of the Java class if Python has no such type
   */
  static String name(Throwable exception) {
    if (exception instanceof PythonThrowable own) {
      return own.kind();
    }
    for (Class<?> type = exception.getClass(); type != null; type = type.getSuperclass()) {
      String name = NAMES.get(type);
      if (name != null) {
        return name;
      }
    }
    return exception.getClass().getSimpleName();
  }

  /**
   * Tells whether an {@code except} clause catches an exception.
   *
   * @param exception the exception
   * @param kind the type in the clause
   * @return whether the exception's type is this one or below it
   */
  static boolean isInstance(Throwable exception, String kind) {
    String name = name(exception);
    if (PARENTS.containsKey(name)) {
      return matches(name, kind);
    }
    return matches(exception instanceof Error ? BASE : "Exception", kind);
  }

  private static boolean matches(String name, String kind) {
    return name.equals(kind)
        || PARENTS.getOrDefault(name, List.of()).stream().anyMatch(type -> matches(type, kind));
  }

  /**
   * Returns what Python's {@code str(exception)} gives, with reprs stripped.
   *
   * @param exception the exception
   * @return its message, without the hint that the library adds to asyncio's text
   */
  static String message(Throwable exception) {
    if (exception instanceof ThrowableGroup group) {
      return Texts.stripReprs(group.message());
    }
    @Nullable String message = exception.getMessage();
    if (message == null || WITHOUT_TEXT.contains(exception.getClass())) {
      return "";
    }
    String text = Texts.stripReprs(message);
    return isProgramMade(exception) ? text : Texts.cutHint(text);
  }

  /** Those that carry no text of the library's own: a program, or cancel(msg), gave it. */
  private static boolean isProgramMade(Throwable exception) {
    return exception instanceof PythonThrowable
        || exception instanceof CancelledError
        || exception instanceof GeneratorExit
        || exception instanceof KeyboardInterrupt
        || exception instanceof SystemExit
        || exception instanceof StopAsyncIterationException;
  }

  /**
   * Throws an exception whose static type has been lost.
   *
   * @param exception what to throw
   * @return never
   * @throws Exception always, or an error
   */
  static RuntimeException raise(Throwable exception) throws Exception {
    if (exception instanceof Error error) {
      throw error;
    }
    throw (Exception) exception;
  }
}
