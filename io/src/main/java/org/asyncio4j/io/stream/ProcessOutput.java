package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * All that a process has written.
 *
 * @param stdout its output; empty if that is no pipe
 * @param stderr its error output; empty if that is no pipe
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of two results; nobody compares it
public record ProcessOutput(byte[] stdout, byte[] stderr) {
  /**
   * Returns the output as a text.
   *
   * @return the output, as UTF-8
   */
  public String stdoutText() {
    return new String(stdout, UTF_8);
  }

  /**
   * Returns the error output as a text.
   *
   * @return the error output, as UTF-8
   */
  public String stderrText() {
    return new String(stderr, UTF_8);
  }
}
