package org.asyncio4j.jfr;

import java.util.concurrent.atomic.AtomicBoolean;

/*
 * Flight Recorder costs a millisecond to listen to and more to begin. So nobody listens before a recording
 * has begun somewhere in the process or a thread of its own has the time for it.
 */
/** Sees to it that a recording finds the events of all loops. Any thread. */
public final class FlightRecording {
  private static final AtomicBoolean LOOKED = new AtomicBoolean();

  private FlightRecording() {}

  /** A loop is about to be made. */
  public static void look() {
    if (!LOOKED.get() && isThere()) {
      FlightListener.listen(LOOKED);
    }
  }

  private static boolean isThere() {
    try {
      Class.forName("jdk.jfr.FlightRecorder", false, FlightRecording.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      LOOKED.set(true);
      return false;
    }
  }
}
