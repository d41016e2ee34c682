package http;

import static java.time.Duration.ofSeconds;

import java.time.Duration;

/**
 * How much a peer may ask for.
 *
 * @param line bytes of the request line, of a header field, of a chunk's size line; beyond: 414 for
 *     the request line, 431 for a field
 * @param fields bytes of all header fields together; beyond: 431
 * @param body bytes of a body; beyond: 413
 * @param head time from a head's first byte to its last; beyond: 408
 * @param idle time that a peer may do nothing, between two requests or within a body; beyond: the
 *     end of the connection
 */
public record Limits(int line, int fields, long body, Duration head, Duration idle) {
  /** Returns 8 KiB, 32 KiB, 8 MiB, 10 s and 30 s. */
  public static Limits defaults() {
    return new Limits(8 << 10, 32 << 10, 8 << 20, ofSeconds(10), ofSeconds(30));
  }

  public Limits withLine(int bytes) {
    return new Limits(bytes, fields, body, head, idle);
  }

  public Limits withFields(int bytes) {
    return new Limits(line, bytes, body, head, idle);
  }

  public Limits withBody(long bytes) {
    return new Limits(line, fields, bytes, head, idle);
  }

  public Limits withHead(Duration time) {
    return new Limits(line, fields, body, time, idle);
  }

  public Limits withIdle(Duration time) {
    return new Limits(line, fields, body, head, time);
  }
}
