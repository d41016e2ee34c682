package org.asyncio4j.io.stream;

/**
 * Serves one connection. Runs in a task of its own.
 *
 * <p>The {@code client_connected_cb} of {@code asyncio.start_server}, 3.14, which may be a plain
 * function there.
 */
@FunctionalInterface
public interface ClientConnected {
  /**
   * Serves it. Whoever is done with a connection closes it; one that neither this code nor anybody
   * else holds any more is closed when the collector finds it, with a warning.
   *
   * @param reader what the client sends
   * @param writer what the client gets
   * @throws Throwable whatever goes wrong; it is reported and closes the connection
   */
  void handle(StreamReader reader, StreamWriter writer) throws Throwable;
}
