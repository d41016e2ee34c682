package org.asyncio4j.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checksum of POSIX's {@code cksum}, by which the script sees whether a source has changed. */
final class Checksum {
  private static final int POLYNOMIAL = 0x04C11DB7;
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value < 0 ? value << 1 ^ POLYNOMIAL : value << 1;
      }
      TABLE[i] = value;
    }
  }

  private Checksum() {}

  /**
   * Returns what {@code cksum} prints for a file.
   *
   * @param file the file
   * @return checksum, size in bytes and path, with a blank between them
   */
  static String line(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return of(content) + " " + content.length + " " + file;
  }

  /**
   * Returns the checksum of a text.
   *
   * @param content its bytes
   * @return 0 to 2^32 - 1
   */
  static long of(byte[] content) {
    int sum = 0;
    for (byte each : content) {
      sum = step(sum, each);
    }
    for (int length = content.length; length != 0; length >>>= 8) {
      sum = step(sum, length);
    }
    return Integer.toUnsignedLong(~sum);
  }

  private static int step(int sum, int next) {
    return sum << 8 ^ TABLE[(sum >>> 24 ^ next) & 0xff];
  }
}
