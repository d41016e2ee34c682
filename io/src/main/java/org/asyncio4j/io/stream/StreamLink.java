package org.asyncio4j.io.stream;

import java.io.IOException;
import org.asyncio4j.engine.Engine;

/** What a reader and a writer need of what is below them. The loop's thread. */
interface StreamLink {
  /** Returns the machine of the loop. */
  Engine engine();

  void pauseReading();

  void resumeReading();

  /** Receives what is there without waiting; returns whether anything has come. */
  boolean readNow();

  /** Closes what is below. */
  void close();

  /** Suspends the current task while too much waits to be sent. */
  void drain() throws IOException;

  /** Suspends the current task until what is below is closed. */
  void waitClosed() throws IOException;
}
