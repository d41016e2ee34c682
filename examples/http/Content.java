package http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.asyncio4j.Asyncio.timeout;

import java.io.IOException;
import java.time.Duration;
import org.asyncio4j.io.stream.StreamWriter;

/**
 * A body to be sent: bytes that are there, or parts that are made on the way and go out chunked.
 */
public final class Content {
  /** Makes the parts of a body. */
  @FunctionalInterface
  public interface Producer {
    /** Hands all parts to the sink and returns. */
    void writeTo(Sink sink) throws IOException;
  }

  /** Where the parts go. */
  @FunctionalInterface
  public interface Sink {
    /** Sends a part; suspends the task while the peer takes none. */
    void write(byte[] part) throws IOException;

    default void write(String part) throws IOException {
      write(part.getBytes(UTF_8));
    }
  }

  private static final Content NONE = of(new byte[0]);
  private static final byte[] LINE_BREAK = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  private final byte[] bytes;
  private final Producer producer;

  private Content(byte[] bytes, Producer producer) {
    this.bytes = bytes;
    this.producer = producer;
  }

  public static Content none() {
    return NONE;
  }

  /** Makes content of bytes, which must not be changed. */
  public static Content of(byte[] bytes) {
    return new Content(bytes, null);
  }

  public static Content of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /** Makes content of unknown length. */
  public static Content chunks(Producer producer) {
    return new Content(new byte[0], producer);
  }

  boolean chunked() {
    return producer != null;
  }

  int length() {
    return bytes.length;
  }

  /**
   * Sends a head and this after it.
   *
   * @param chunked how content of unknown length is sent: as chunks, or up to the connection's end
   * @param stall how long the peer may take nothing
   */
  void send(StreamWriter writer, String head, boolean chunked, Duration stall) throws IOException {
    byte[] start = head.getBytes(ISO_8859_1);
    if (producer == null) {
      byte[] message = java.util.Arrays.copyOf(start, start.length + bytes.length);
      System.arraycopy(bytes, 0, message, start.length, bytes.length);
      writer.write(message); // one write, so that it is one packet
      timeout(stall, writer::drain);
      return;
    }
    writer.write(start);
    producer.writeTo(part -> {
      if (part.length > 0) {
        if (chunked) {
          writer.write(Integer.toHexString(part.length) + "\r\n");
        }
        writer.write(part);
        if (chunked) {
          writer.write(LINE_BREAK);
        }
        timeout(stall, writer::drain);
      }
    });
    if (chunked) {
      writer.write(LAST_CHUNK);
    }
    timeout(stall, writer::drain);
  }
}
