package org.asyncio4j.io.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.jspecify.annotations.Nullable;

/*
 *   data --feed--> buffer --read--> task
 *                    | above 2 x limit: the transport pauses; at or below limit: it goes on
 *
 * A read with an empty buffer first looks whether the socket has something already, unless the last looks
 * were in vain: then it leaves out 1, 2, 4 ... 64 of them, so that a program of questions and answers makes
 * no system call for nothing. A look spares two turns of the loop. It is left out, too, after so many in
 * one turn that a fast peer could keep other tasks from running.
 */
/**
 * The receiving side of a stream.
 *
 * {@snippet :
 * byte[] head = reader.readuntil("\r\n\r\n".getBytes(UTF_8));
 * for (byte[] line : reader) {
 *   print(line);
 * }
 * }
 *
 * <p><b>Threads.</b> The loop's; one task at a time may read. {@code toString} any.
 *
 * <p><b>Cancellation.</b> A cancelled read has taken nothing from the stream, except for {@link
 * #read()}, which loses what it has collected, as in asyncio.
 *
 * <p>{@code asyncio.StreamReader}, 3.14. A read looks at the socket before it suspends, so that it
 * may return without letting others run; {@link #readline} fails with {@link LimitOverrunException}
 * where asyncio raises ValueError.
 */
public final class StreamReader implements Iterable<byte[]>, AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final byte[] NEWLINE = {'\n'};
  private static final int LONGEST_REST = 64;

  /** How many reads in a row may do without the loop. */
  private static final int MOST_WITHOUT_LOOP = 16;

  private final StreamLink link;
  private final int limit;
  private final ByteQueue buffer = new ByteQueue();

  // The loop's thread only, from here on.
  private @Nullable Future<@Nullable Void> waiter;
  private @Nullable Throwable exception;
  private boolean eof;
  private boolean paused;

  /** Where a waiting readInto wants its bytes. */
  private @Nullable ByteBuffer target;

  private int moved;

  // When to look at the socket before suspending.
  private int looksLeftOut;
  private int looksToLeaveOut;
  private int looksInARow;

  /** Keeps the writer alive: the connection closes when both are gone. */
  private @Nullable StreamWriter writer;

  StreamReader(StreamLink link, int limit) {
    this.link = link;
    this.limit = limit;
  }

  void belongsTo(StreamWriter other) {
    writer = other;
  }

  // ---------------------------------------------------------------- what the protocol brings

  @Nullable ByteBuffer target() {
    return target;
  }

  void movedToTarget(int count) {
    moved = count;
    wake();
  }

  void feedData(ByteBuffer data) {
    buffer.add(data);
    fed();
  }

  private void fed() {
    wake();
    if (!paused && buffer.size() > 2 * (long) limit) {
      paused = true;
      link.pauseReading();
    }
  }

  /** Gives away what has arrived and nobody has read: it belongs to what comes between now. */
  byte[] takeUnread() {
    paused = false;
    return buffer.takeAll();
  }

  /** Takes bytes that nobody else has. */
  void feedOwned(byte[] data) {
    buffer.addOwned(data);
    fed();
  }

  void feedEof() {
    eof = true;
    wake();
  }

  void setException(Throwable error) {
    exception = error;
    wake();
  }

  private void wake() {
    Future<@Nullable Void> waiting = waiter;
    if (waiting != null) {
      waiter = null;
      target = null;
      if (!waiting.done()) {
        waiting.setResult(null);
      }
    }
  }

  // ---------------------------------------------------------------- waiting

  private void check(String what) throws IOException {
    link.engine().checkThread(what);
    throwException();
  }

  private void throwException() throws IOException {
    if (exception instanceof IOException io) {
      throw io;
    }
    if (exception != null) {
      throw Rethrow.undeclared(exception);
    }
  }

  private void waitForData(String what) throws IOException {
    if (waiter != null) {
      throw new IllegalStateException(
          what
              + "() called while another coroutine is already waiting for incoming data; let one"
              + " task at a time read from "
              + this);
    }
    if (paused) {
      paused = false;
      link.resumeReading();
    }
    if (look()) {
      throwException();
      return;
    }
    looksInARow = 0;
    Future<@Nullable Void> future =
        Waiter.create(link.engine(), () -> "<" + what + " on " + this + ">");
    waiter = future;
    try {
      future.await();
    } finally {
      waiter = null;
      target = null;
    }
    throwException();
  }

  /** Returns whether the socket had something. */
  private boolean look() {
    if (looksInARow >= MOST_WITHOUT_LOOP) {
      return false;
    }
    if (looksLeftOut < looksToLeaveOut) {
      looksLeftOut++;
      return false;
    }
    looksLeftOut = 0;
    if (link.readNow()) {
      looksToLeaveOut = 0;
      looksInARow++;
      return true;
    }
    looksToLeaveOut = Math.min(LONGEST_REST, Math.max(1, 2 * looksToLeaveOut));
    return false;
  }

  private void maybeResume() {
    if (paused && buffer.size() <= limit) {
      paused = false;
      link.resumeReading();
    }
  }

  // ---------------------------------------------------------------- reads

  /**
   * Reads to the end of the stream. Suspends the current task.
   *
   * @return all bytes
   * @throws IOException if the connection breaks
   */
  public byte[] read() throws IOException {
    check("read");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] block = read(limit); block.length > 0; block = read(limit)) {
      all.writeBytes(block);
    }
    return all.toByteArray();
  }

  /**
   * Reads what is there. Suspends the current task until something is.
   *
   * @param most how many bytes at most; negative for all to the end of the stream
   * @return at least one byte; none at the end of the stream, or if {@code most} is zero
   * @throws IOException if the connection breaks
   */
  public byte[] read(int most) throws IOException {
    check("read");
    if (most == 0) {
      return NOTHING;
    }
    if (most < 0) {
      return read();
    }
    if (buffer.isEmpty() && !eof) {
      waitForData("read");
    }
    byte[] data = buffer.take(Math.min(most, buffer.size()));
    maybeResume();
    return data;
  }

  /**
   * Reads what is there into a buffer, without a copy between if nothing waits. Suspends the
   * current task until something is there.
   *
   * @param to where to put it; nobody else may use it meanwhile
   * @return how many bytes, at least one; -1 at the end of the stream; zero if there is no room
   * @throws IOException if the connection breaks
   */
  public int readInto(ByteBuffer to) throws IOException {
    check("readInto");
    if (!to.hasRemaining()) {
      return 0;
    }
    if (buffer.isEmpty() && !eof) {
      target = to;
      moved = 0;
      try {
        waitForData("readInto");
      } catch (Throwable e) {
        giveBack(to);
        throw e;
      } finally {
        target = null;
      }
      if (moved > 0) {
        return moved;
      }
    }
    int count = buffer.moveTo(to);
    maybeResume();
    return count == 0 ? -1 : count;
  }

  /** The task was cancelled when its bytes had come: the next read gets them. */
  private void giveBack(ByteBuffer to) {
    if (moved > 0) {
      to.position(to.position() - moved);
      buffer.addFirst(to.slice(to.position(), moved));
    }
  }

  /**
   * Reads a line. Suspends the current task.
   *
   * @return the line with its {@code \n}; what is left if the stream ends before; none at the end
   * @throws LimitOverrunException if the line is longer than the limit; it is dropped as far as it
   *     has come
   * @throws IOException if the connection breaks
   */
  public byte[] readline() throws IOException {
    try {
      return readuntil(NEWLINE);
    } catch (IncompleteReadException e) {
      return e.partial();
    } catch (LimitOverrunException e) {
      if (buffer.startsWith(NEWLINE, e.consumed())) {
        buffer.drop(e.consumed() + NEWLINE.length);
      } else {
        buffer.clear();
      }
      maybeResume();
      throw e;
    }
  }

  /**
   * Reads so many bytes. Suspends the current task.
   *
   * @param count how many, at least zero; may be more than the limit
   * @return the bytes
   * @throws IncompleteReadException if the stream ends before
   * @throws IOException if the connection breaks
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public byte[] readexactly(int count) throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException(
          "readexactly size can not be less than zero; count: " + count + " (expected: >= 0)");
    }
    check("readexactly");
    while (buffer.size() < count) {
      if (eof) {
        throw new IncompleteReadException(buffer.takeAll(), count);
      }
      waitForData("readexactly");
    }
    byte[] data = buffer.take(count);
    maybeResume();
    return data;
  }

  /**
   * Reads up to and with the first of some separators: the one that ends first. Suspends the
   * current task.
   *
   * @param separators one or several, none of them empty
   * @return the bytes with the separator
   * @throws IncompleteReadException if the stream ends before
   * @throws LimitOverrunException if no separator comes within the limit; nothing is taken from the
   *     stream then
   * @throws IOException if the connection breaks
   * @throws IllegalArgumentException if there is no separator, or an empty one
   */
  public byte[] readuntil(byte[]... separators) throws IOException {
    byte[][] wanted = shortestFirst(separators);
    int longest = wanted[wanted.length - 1].length;
    check("readuntil");
    int offset = 0;
    int matchStart;
    int matchEnd;
    for (; ; ) {
      matchStart = -1;
      matchEnd = Integer.MAX_VALUE;
      for (byte[] each : wanted) {
        int at = buffer.find(each, offset);
        if (at >= 0 && at + each.length < matchEnd) {
          matchStart = at;
          matchEnd = at + each.length;
        }
      }
      if (matchStart >= 0) {
        break;
      }
      offset = Math.max(0, buffer.size() + 1 - longest);
      if (offset > limit) {
        throw new LimitOverrunException(
            "Separator is not found, and chunk exceed the limit", offset);
      }
      if (eof) {
        throw new IncompleteReadException(buffer.takeAll(), null);
      }
      waitForData("readuntil");
    }
    if (matchStart > limit) {
      throw new LimitOverrunException(
          "Separator is found, but chunk is longer than limit", matchStart);
    }
    byte[] chunk = buffer.take(matchEnd);
    maybeResume();
    return chunk;
  }

  private static byte[][] shortestFirst(byte[][] separators) {
    if (separators.length == 1 && separators[0].length > 0) {
      return separators;
    }
    byte[][] sorted = separators.clone();
    Arrays.sort(sorted, Comparator.comparingInt(each -> each.length));
    if (sorted.length == 0) {
      throw new IllegalArgumentException("Separator should contain at least one element; got none");
    }
    if (sorted[0].length == 0) {
      throw new IllegalArgumentException(
          "Separator should be at least one-byte string; got an empty one");
    }
    return sorted;
  }

  // ---------------------------------------------------------------- lines

  /**
   * Returns the lines to the end of the stream, each with its {@code \n}; getting the next one
   * suspends the current task. What {@link #readline} throws comes in an {@link
   * UncheckedIOException}.
   *
   * @return an iterator that can be used once
   */
  @Override
  public Iterator<byte[]> iterator() {
    return new Iterator<>() {
      private byte @Nullable [] next;

      @Override
      public boolean hasNext() {
        if (next == null) {
          try {
            next = readline();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
        return next.length > 0;
      }

      @Override
      public byte[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the stream has ended");
        }
        byte[] line = Objects.requireNonNull(next);
        next = null;
        return line;
      }
    };
  }

  // ---------------------------------------------------------------- questions

  /**
   * Tells whether the stream has ended and all was read.
   *
   * @return true if so
   */
  public boolean atEof() {
    return eof && buffer.isEmpty();
  }

  /**
   * Returns what has broken the connection.
   *
   * @return the error, or null
   */
  public @Nullable Throwable exception() {
    return exception;
  }

  /** Closes the connection, as {@link StreamWriter#close} does, or the pipe. */
  @Override
  public void close() {
    StreamWriter own = writer;
    if (own != null) {
      own.close();
    } else {
      link.close();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("<StreamReader");
    if (!buffer.isEmpty()) {
      text.append(' ').append(buffer.size()).append(" bytes");
    }
    if (eof) {
      text.append(" eof");
    }
    if (paused) {
      text.append(" paused");
    }
    Throwable error = exception;
    if (error != null) {
      text.append(" exception=").append(error);
    }
    return text.append(" of ").append(link).append('>').toString();
  }
}
