package org.asyncio4j.fiber;

/*
 * The JVM finds a stack overflow when a method is entered. A change that is made by one method without
 * further calls is therefore whole or not at all, and most of the library's are made so. Where a change
 * needs calls, the room for them is tried first: an overflow then strikes before anything has changed.
 */
/** Tries whether the stack has room for what comes. */
public final class StackRoom {
  /**
   * With the width of a frame of descend() about 8 KB: enough for the machine's calls, interpreted.
   */
  private static final int FRAMES = 40;

  private StackRoom() {}

  /**
   * Returns if there is room for some calls of the machine.
   *
   * @throws StackOverflowError if there is not
   */
  public static void ensure() {
    if (descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
        == 0) {
      throw new IllegalStateException("the way down has no end");
    }
  }

  /**
   * Most of so many arguments go over the stack, which makes a compiled frame as wide as this too.
   */
  private static long descend(
      int frames,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g,
      long h,
      long i,
      long j,
      long k,
      long l,
      long m,
      long n,
      long o,
      long p,
      long q,
      long r,
      long s,
      long t) {
    return frames == 0
        ? a | t
        : 1 | descend(frames - 1, t, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s);
  }
}
