package org.asyncio4j.cli.look;

import org.jspecify.annotations.Nullable;

/**
 * A line of a stack.
 *
 * @param type the class
 * @param method the method
 * @param file the source file, if known
 * @param line the line
 */
public record FrameView(String type, String method, @Nullable String file, int line) {
  static FrameView of(StackTraceElement frame) {
    return new FrameView(
        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
  }

  /** Names the method; a lambda by the method that it stands in. */
  String methodText() {
    String[] parts = method.split("\\$", -1);
    return method.startsWith("lambda$") && parts.length > 1 ? parts[1] + ".<lambda>" : method;
  }

  /** Returns such as {@code Demo.java:12}. */
  String place() {
    return file + ":" + line;
  }
}
