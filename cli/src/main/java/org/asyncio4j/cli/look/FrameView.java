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

  /** Returns such as {@code Demo.java:12}. */
  String place() {
    return file + ":" + line;
  }
}
