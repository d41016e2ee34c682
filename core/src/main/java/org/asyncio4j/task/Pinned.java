package org.asyncio4j.task;

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
    return text(task, "a frame that the JVM cannot unmount", "await outside of it");
  }

  private static String text(Task<?> task, String place, String mend) {
    return "Task '" + task.name() + "' cannot wait here, below " + place + "; " + mend;
  }
}
