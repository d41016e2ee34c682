package http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.asyncio4j.Asyncio.timeout;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.VoidBody;
import org.asyncio4j.io.stream.StreamReader;

/*
 *   of a length:  left counts down to zero
 *   chunked:      size line, left counts down, CR LF, size line ... size 0, trailer
 *   to the end:   of the connection; answers only
 */
/** A body as it arrives. Each read suspends the task until something is there. */
public final class Body {
  /** Instead of a length. */
  static final long CHUNKED = -1;

  /** Instead of a length. */
  static final long TO_THE_END = -2;

  private static final int BLOCK = 64 << 10;
  private static final byte[] NOTHING = {};

  private final StreamReader reader;
  private final Limits limits;
  private final long length;
  private Optional<VoidBody<IOException>> beforeFirst = Optional.empty();
  private long left; // of the body, or of the chunk
  private long room; // until the limit
  private boolean ended;
  private boolean broken;

  /**
   * Makes one.
   *
   * @throws HttpException if it is known to be longer than allowed
   */
  Body(StreamReader reader, long length, Limits limits) throws HttpException {
    this.reader = reader;
    this.length = length;
    this.limits = limits;
    left = Math.max(0, length);
    room = limits.body();
    ended = length == 0;
    if (left > room) {
      throw tooLong();
    }
  }

  /** Has something done before the first read: the sender waits for it. */
  void beforeFirst(VoidBody<IOException> code) {
    beforeFirst = Optional.of(code);
  }

  /** Forgets it: what the sender waits for comes in another form. */
  void nothingBeforeFirst() {
    beforeFirst = Optional.empty();
  }

  /**
   * Returns what there is.
   *
   * @return at least one byte; none at the end
   * @throws HttpException if the body is too long or wrong, or nothing comes for the idle time
   * @throws EOFException if the connection ends before the body does
   */
  public byte[] read() throws IOException {
    if (ended) {
      return NOTHING;
    }
    broken = true; // until it has gone well
    if (beforeFirst.isPresent()) {
      beforeFirst.get().run();
      beforeFirst = Optional.empty();
    }
    byte[] part;
    try {
      part = timeout(limits.idle(), this::next);
    } catch (TimeoutException _) {
      throw new HttpException(408, "the body took too long");
    }
    broken = false;
    return part;
  }

  private byte[] next() throws IOException {
    if (length == CHUNKED && left == 0) {
      left = chunkSize();
      if (left == 0) {
        Head.fields(reader, limits.fields());
        ended = true;
        return NOTHING;
      }
    }
    byte[] part = reader.read(length == TO_THE_END ? BLOCK : (int) Math.min(left, BLOCK));
    if (length == TO_THE_END) {
      ended = part.length == 0;
      use(part.length);
      return part;
    }
    if (part.length == 0) {
      throw new EOFException("the connection ended within a body");
    }
    left -= part.length;
    if (length == CHUNKED && left == 0 && !Head.line(reader, 400).isEmpty()) {
      throw new HttpException(400, "a chunk is longer than its size");
    }
    ended = length != CHUNKED && left == 0;
    return part;
  }

  /** Reads the line before a chunk; what may follow the size there, nobody uses. */
  private long chunkSize() throws IOException {
    String line = Head.line(reader, 400);
    int end = line.indexOf(';');
    String size = (end < 0 ? line : line.substring(0, end)).stripTrailing();
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw new HttpException(400, "the size of a chunk is no hexadecimal number");
    }
    long count = Long.parseLong(size, 16);
    use(count + line.length() - size.length());
    return count;
  }

  private void use(long count) throws HttpException {
    room -= count;
    if (room < 0) {
      throw tooLong();
    }
  }

  private HttpException tooLong() {
    return new HttpException(413, "the body has more than " + limits.body() + " bytes");
  }

  /** Returns all that is left of it. */
  public byte[] all() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part = read(); part.length > 0; part = read()) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Returns all that is left of it as a text in UTF-8. */
  public String text() throws IOException {
    return new String(all(), UTF_8);
  }

  /** Tells whether all of it has been read. */
  public boolean ended() {
    return ended;
  }

  /** Tells whether so little is left that it is cheaper to read it than to connect anew. */
  boolean nearlyEnded() {
    return ended || (length > 0 && left <= BLOCK && beforeFirst.isEmpty() && !broken);
  }

  /** Tells whether reading it has failed: then nothing that follows can be understood. */
  boolean broken() {
    return broken;
  }
}
