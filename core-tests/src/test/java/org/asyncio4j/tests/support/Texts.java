package org.asyncio4j.tests.support;

/** Texts without what changes from run to run. */
public final class Texts {
  private Texts() {}

  /** Replaces numbers of lines and ids. */
  public static String fixed(String text) {
    return text.replaceAll("line \\d+", "line N")
        .replaceAll("\\.java:\\d+", ".java:N")
        .replaceAll("id=0x[0-9a-f]+", "id=0x1")
        .replaceAll("asyncio-loop-\\d+", "asyncio-loop-1")
        .replaceAll("Task-\\d+", "Task-1");
  }

  /** Returns the number of the line that calls this, plus an offset. */
  public static int line(int offset) {
    return StackWalker.getInstance()
            .walk(frames -> frames.skip(1).findFirst().orElseThrow())
            .getLineNumber()
        + offset;
  }
}
