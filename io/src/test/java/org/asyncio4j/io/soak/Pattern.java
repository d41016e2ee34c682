package org.asyncio4j.io.soak;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Bytes that both ends can make and compare. */
final class Pattern {
  private static final double LARGEST = Math.log(300_000);

  private Pattern() {}

  /** From 1 to 300,000, small ones as likely as large ones. */
  static int size(Random random) {
    return (int) Math.exp(random.nextDouble() * LARGEST);
  }

  static byte[] bytes(long seed, int length) {
    byte[] all = new byte[length];
    new SplittableRandom(seed).nextBytes(all);
    return all;
  }

  static int checksum(byte[] data) {
    CRC32 sum = new CRC32();
    sum.update(data);
    return (int) sum.getValue();
  }

  /** Fails unless a part is what stands at a place of the whole. */
  static void check(byte[] whole, int from, byte[] part) {
    int to = from + part.length;
    if (to > whole.length || !Arrays.equals(whole, from, to, part, 0, part.length)) {
      throw new AssertionError(
          "other bytes than were sent: from " + from + " to " + to + " of " + whole.length);
    }
  }
}
