package org.asyncio4j.io.stream;

/**
 * Both sides of a stream connection.
 *
 * {@snippet :
 * try (var connection = openConnection("localhost", 80)) {
 *   connection.writer().write("ping\n");
 *   byte[] answer = connection.reader().readline();
 * }
 * }
 *
 * @param reader what arrives
 * @param writer what is sent
 */
public record Connection(StreamReader reader, StreamWriter writer) implements AutoCloseable {
  /** Closes the connection once all is sent. Does not wait for that. */
  @Override
  public void close() {
    writer.close();
  }
}
