package org.asyncio4j.fiber;

/*
 * The JVM finds a stack overflow when a method is entered. A change that is made by one method without
 * further calls is therefore whole or not at all, and most of the library's are made so. Where a change
 * needs calls, the room for them is tried first: an overflow then strikes before anything has changed.
 */
/** Tries whether the stack has room for what comes. */
public final class StackRoom {
  /** Frames enough for the deepest of the machine's own calls, interpreted ones too. */
  private static final int FRAMES = 64;

  private StackRoom() {}

  /**
   * Returns if there is room for some calls of the machine.
   *
   * @throws StackOverflowError if there is not
   */
  public static void ensure() {
    if (descend(FRAMES, 1, 2, 3) == 0) {
      throw new IllegalStateException("the way down has no end");
    }
  }

  private static long descend(int frames, long a, long b, long c) {
    return frames == 0 ? a + b + c : descend(frames - 1, b, c, a) | 1;
  }
}
