package org.asyncio4j.io.transport;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made.
 *
 * @param localAddress where the connection starts, or null for what the system chooses
 * @param happyEyeballsDelay how long to wait for one address before the next one is tried beside
 *     it; zero tries them one after the other only
 * @param interleave how many addresses of the first one's family are tried before families take
 *     turns; zero keeps the system's order
 * @param limit bytes that a stream reader buffers for a line; it stops receiving at twice that
 * @param tls how the connection is secured; null for not at all
 */
public record ConnectOptions(
    @Nullable SocketAddress localAddress,
    Duration happyEyeballsDelay,
    int interleave,
    int limit,
    @Nullable TlsOptions tls) {
  private static final ConnectOptions DEFAULTS =
      new ConnectOptions(null, Duration.ofMillis(250), 1, 64 * 1024, null);

  /** Checks the parts. */
  public ConnectOptions {
    Objects.requireNonNull(happyEyeballsDelay, "happyEyeballsDelay");
    if (happyEyeballsDelay.isNegative()) {
      throw new IllegalArgumentException(
          "happyEyeballsDelay: " + happyEyeballsDelay + " (expected: zero or more; zero for off)");
    }
    if (interleave < 0) {
      throw new IllegalArgumentException("interleave: " + interleave + " (expected: >= 0)");
    }
    if (limit <= 0) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
    }
  }

  /**
   * Returns no local address, 250 ms, one address of a family at a time, 64 KiB, no TLS. In asyncio
   * happy eyeballs are off unless asked for.
   *
   * @return the defaults
   */
  public static ConnectOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with a local address.
   *
   * @param address the address, or null
   * @return new options
   */
  public ConnectOptions withLocalAddress(@Nullable SocketAddress address) {
    return new ConnectOptions(address, happyEyeballsDelay, interleave, limit, tls);
  }

  /**
   * Returns these options with another delay of happy eyeballs.
   *
   * @param delay the delay; zero for off
   * @return new options
   */
  public ConnectOptions withHappyEyeballsDelay(Duration delay) {
    return new ConnectOptions(localAddress, delay, interleave, limit, tls);
  }

  /**
   * Returns these options with another interleaving.
   *
   * @param count how many of the first family first
   * @return new options
   */
  public ConnectOptions withInterleave(int count) {
    return new ConnectOptions(localAddress, happyEyeballsDelay, count, limit, tls);
  }

  /**
   * Returns these options with another limit of a stream reader.
   *
   * @param bytes the limit, more than zero
   * @return new options
   */
  public ConnectOptions withLimit(int bytes) {
    return new ConnectOptions(localAddress, happyEyeballsDelay, interleave, bytes, tls);
  }

  /**
   * Returns these options with TLS.
   *
   * @param options how, or null for no TLS
   * @return new options
   */
  public ConnectOptions withTls(@Nullable TlsOptions options) {
    return new ConnectOptions(localAddress, happyEyeballsDelay, interleave, limit, options);
  }
}
