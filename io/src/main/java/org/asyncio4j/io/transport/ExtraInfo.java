package org.asyncio4j.io.transport;

import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.security.cert.Certificate;
import javax.net.ssl.SSLSession;

/**
 * A key for {@link BaseTransport#getExtraInfo}, with the type of its value.
 *
 * <p>The strings that {@code get_extra_info} takes, 3.14.
 *
 * @param <T> the type of the value
 */
public final class ExtraInfo<T> {
  /** The address of the other side. */
  public static final ExtraInfo<SocketAddress> PEERNAME =
      new ExtraInfo<>("peername", SocketAddress.class);

  /** The address of this side. */
  public static final ExtraInfo<SocketAddress> SOCKNAME =
      new ExtraInfo<>("sockname", SocketAddress.class);

  /** The channel; for options and questions only, never to read, write or close. */
  public static final ExtraInfo<SelectableChannel> SOCKET =
      new ExtraInfo<>("socket", SelectableChannel.class);

  /** TLS: the other side's certificate; null if it has sent none. */
  public static final ExtraInfo<Certificate> PEERCERT =
      new ExtraInfo<>("peercert", Certificate.class);

  /** TLS: the cipher suite. */
  public static final ExtraInfo<String> CIPHER = new ExtraInfo<>("cipher", String.class);

  /** TLS: the version, such as {@code TLSv1.3}. */
  public static final ExtraInfo<String> TLS_VERSION = new ExtraInfo<>("tls_version", String.class);

  /** TLS: what both sides have agreed on (ALPN); null for nothing. */
  public static final ExtraInfo<String> APPLICATION_PROTOCOL =
      new ExtraInfo<>("application_protocol", String.class);

  /** TLS: the session. */
  public static final ExtraInfo<SSLSession> SSL_SESSION =
      new ExtraInfo<>("ssl_session", SSLSession.class);

  private final String name;
  private final Class<T> type;

  private ExtraInfo(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  /**
   * Returns asyncio's name of it. Any thread.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the type of its value. Any thread.
   *
   * @return the type
   */
  public Class<T> type() {
    return type;
  }

  @Override
  public String toString() {
    return name;
  }
}
