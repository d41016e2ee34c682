package redis;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.IncompleteReadException;

/** What is said on some channels, from the moment on when this was made. */
public final class Subscription implements AutoCloseable {
  /** Something that was said. */
  public record Message(String channel, String text) {}

  private final Connection connection;
  private final Resp resp;
  private final AsyncGenerator<Message> messages = AsyncGenerator.of("messages", this::messages);
  private boolean closed;

  /** Takes over a connection on which so many channels were subscribed to. */
  Subscription(Connection connection, int channels) throws IOException {
    this.connection = connection;
    resp = new Resp(connection.reader());
    for (int i = 0; i < channels; i++) {
      items(); // the server confirms each
    }
  }

  /** Returns the messages, one after the other; they end when this is closed. */
  public AsyncGenerator<Message> messages() {
    return messages;
  }

  private void messages(AsyncGenerator.Yield<Message> y) throws IOException {
    while (!closed) {
      List<?> items;
      try {
        items = items();
      } catch (IncompleteReadException e) {
        if (closed) {
          return;
        }
        throw e;
      }
      if ("message".equals(items.get(0))) {
        y.yield(new Message((String) items.get(1), (String) items.get(2)));
      }
    }
  }

  private List<?> items() throws IOException {
    return switch (resp.read()) {
      case Resp.Push push -> push.items();
      case List<?> list -> list; // RESP2 has no other form for it
      case RedisException e -> throw e;
      case null, default -> throw new EOFException("no message of a subscription");
    };
  }

  /** Ends the connection, and with it the messages. */
  @Override
  public void close() {
    closed = true;
    connection.close();
  }
}
