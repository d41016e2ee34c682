package org.asyncio4j.io.transport;

import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;

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
