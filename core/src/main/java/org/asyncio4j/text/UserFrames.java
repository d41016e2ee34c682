package org.asyncio4j.text;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the lines of a stack that belong to the program, not to the library or the JDK. */
public final class UserFrames {
  private static final String ROOT = "org.asyncio4j";

  private static final Set<String> LIBRARY =
      Set.of(
          "",
          "cli",
          "cli.repl", // its cells are the program
          "cli.repl.cell",
          "cli.timeline",
          "context",
          "contextvar",
          "debug",
          "engine",
          "error",
          "fiber",
          "function",
          "future",
          "jfr",
          "loop",
          "queue",
          "sync",
          "task",
          "text",
          "thread",
          "waiting");

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final ClassValue<Places> PLACES =
      new ClassValue<>() {
        @Override
        protected Places computeValue(Class<?> type) {
          return new Places(isUsers(type.getName()));
        }
      };

  private UserFrames() {}

  /**
   * Returns the program's frames.
   *
   * @param stack a stack, the last call first
   * @return those of its frames that are the program's, in the same order
   */
  public static List<StackTraceElement> of(StackTraceElement[] stack) {
    return Arrays.stream(stack).filter(UserFrames::isUsers).toList();
  }

  /**
   * Returns the program's frame that was called last.
   *
   * @param stack a stack, the last call first
   * @return the frame, or null if there is none
   */
  public static @Nullable StackTraceElement innermost(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (isUsers(frame)) {
        return frame;
      }
    }
    return null;
  }

  /**
   * Returns the program's frame that was called last on the calling thread; looks no further than
   * to it, and makes it once for each place in the code.
   *
   * @return the frame, or null if there is none
   */
  public static @Nullable StackTraceElement here() {
    return WALKER.walk(UserFrames::firstOfUsers);
  }

  private static @Nullable StackTraceElement firstOfUsers(Stream<StackWalker.StackFrame> frames) {
    Iterator<StackWalker.StackFrame> each = frames.iterator();
    while (each.hasNext()) {
      StackWalker.StackFrame frame = each.next();
      Places places = PLACES.get(frame.getDeclaringClass());
      if (places.users) {
        StackTraceElement known = places.of(frame);
        if (isUsers(known)) {
          return known;
        }
      }
    }
    return null;
  }

  /** A class of the program, or another, and the places in it that were asked for. */
  private static final class Places {
    final boolean users;
    private final Map<Place, StackTraceElement> known = new ConcurrentHashMap<>();

    Places(boolean users) {
      this.users = users;
    }

    StackTraceElement of(StackWalker.StackFrame frame) {
      Place place =
          new Place(frame.getMethodName(), frame.getDescriptor(), frame.getByteCodeIndex());
      StackTraceElement element = known.get(place);
      if (element == null) {
        element = frame.toStackTraceElement();
        known.put(place, element);
      }
      return element;
    }
  }

  private record Place(String method, String descriptor, int at) {}

  /**
   * Returns the program's frame that was called first by the library: a coroutine's own. A lambda
   * counts only if it calls no method of the program.
   *
   * @param stack a stack, the last call first
   * @return the frame, or null if there is none
   */
  public static @Nullable StackTraceElement outermost(StackTraceElement[] stack) {
    StackTraceElement found = null;
    for (int i = stack.length - 1; i >= 0; i--) {
      StackTraceElement frame = stack[i];
      if (!isUsers(frame)) {
        if (found != null) {
          return found;
        }
      } else if (isLambda(frame)) {
        found = found == null ? frame : found;
      } else {
        return frame;
      }
    }
    return found;
  }

  /**
   * Tells whether a frame is the body of a lambda.
   *
   * @param frame the frame
   * @return true if so
   */
  public static boolean isLambda(StackTraceElement frame) {
    return frame.getMethodName().startsWith("lambda$");
  }

  /**
   * Returns a frame as file and line.
   *
   * @param frame the frame
   * @return such as {@code Tour.java:12}
   */
  public static String place(StackTraceElement frame) {
    return frame.getFileName() + ":" + frame.getLineNumber();
  }

  /**
   * Names the method of a frame; a lambda by the method that it stands in.
   *
   * @param frame the frame
   * @return such as {@code main} or {@code main.<lambda>}
   */
  public static String methodName(StackTraceElement frame) {
    String method = frame.getMethodName();
    if (!isLambda(frame)) {
      return method;
    }
    String[] parts = method.split("\\$", -1);
    return parts.length > 1 ? parts[1] + ".<lambda>" : "<lambda>";
  }

  private static boolean isUsers(StackTraceElement frame) {
    return frame.getLineNumber() >= 0 && isUsers(frame.getClassName());
  }

  private static boolean isUsers(String type) {
    if (type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.")) {
      return false;
    }
    if (!type.startsWith(ROOT)) {
      return true;
    }
    int dot = type.lastIndexOf('.');
    String rest = dot <= ROOT.length() ? "" : type.substring(ROOT.length() + 1, dot);
    return !LIBRARY.contains(rest);
  }
}
