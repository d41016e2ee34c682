package org.asyncio4j.io.selector;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Heap buffers of one loop that are needed for a moment, over and over: making one anew means to
 * zero it each time. Who has taken one has it alone until it gives it back. Whoever holds the loop.
 */
public final class Scratch {
  /** More are taken at once only where code of the program waits in the middle of a step. */
  private static final int MOST_KEPT = 4;

  private static final int SMALLEST = 144 * 1024;

  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  Scratch() {}

  /**
   * Takes a buffer.
   *
   * @param size how many bytes it must hold
   * @return an empty buffer, with any content
   */
  public ByteBuffer take(int size) {
    ByteBuffer kept = free.poll();
    return kept != null && kept.capacity() >= size
        ? kept.clear()
        : ByteBuffer.allocate(Math.max(size, SMALLEST));
  }

  /**
   * Gives a buffer back, which the caller must not use any more.
   *
   * @param buffer what {@link #take} has returned
   */
  public void giveBack(ByteBuffer buffer) {
    if (free.size() < MOST_KEPT) {
      free.push(buffer);
    }
  }
}
