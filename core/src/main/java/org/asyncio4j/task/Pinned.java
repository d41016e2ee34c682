package org.asyncio4j.task;

import org.asyncio4j.text.UserFrames;

/** The text for an await on a stack that cannot be left. */
final class Pinned {
  private Pinned() {}

  static String text(Task<?> task) {
    for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
      if (frame.getMethodName().equals("<clinit>")) {
        return text(task, "the static initialiser " + frame, "await before the class is used");
      }
      if (frame.isNativeMethod() && !frame.getClassName().equals("java.lang.Thread")) {
        return text(task, "the native method " + frame, "hand the call to toThread(...)");
      }
    }
    StackTraceElement here = UserFrames.innermost(Thread.currentThread().getStackTrace());
    return text(
        task,
        "a native frame; the await stands at " + (here == null ? "an unknown place" : here),
        "await outside of the foreign call");
  }

  private static String text(Task<?> task, String place, String mend) {
    return "Task '" + task.name() + "' cannot wait here, below " + place + "; " + mend;
  }
}
