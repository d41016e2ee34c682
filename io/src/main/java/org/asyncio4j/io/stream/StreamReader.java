package org.asyncio4j.io.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.VoidBodyOf;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.io.selector.SelectorPoller;
import org.jspecify.annotations.Nullable;

/*
 *   data --feed--> buffer --read--> task
 *                    | above 2 x limit: the transport pauses; at or below limit: it goes on
 *
 *   event --> few bytes are expected: fed, the task is woken
 *        \--> much is expected, or bytes are to be lent: the task is woken, and reads the socket itself
 *
 * In the second way what one task reads is still in the processor's cache when it writes it. In the first
 * all sockets that are ready are read before the first task runs. The order of events is the same.
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

  /** A read that brings so much makes the next ones expect much. */
  private static final int MUCH = 32 * 1024;

  /**
   * How many smaller reads it takes to expect little again: a large message may end in a small one.
   */
  private static final int SMALL_READS = 4;

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

  /** How many of the next reads are expected to bring much. */
  private int muchExpected;

  /** Whose wait has ended since its task reads by itself. */
  private @Nullable Future<@Nullable Void> reads;

  /** Whether the waiter's task lends what it reads. */
  private boolean waiterLends;

  /** Whether what the socket has now is lent. */
  private boolean lends;

  /** What the socket had, in the loop's buffer, to be lent before anything else is done. */
  private @Nullable ByteBuffer arrived;

  /** Whether code that was lent bytes runs now. */
  private boolean lending;

  /** How many bytes such code has seen without taking any. */
  private int seen;

  /** When to look at the socket before suspending. */
  private final Looks looks = new Looks();

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
    noteSize(count);
    moved = count;
    wake();
  }

  void feedData(ByteBuffer data) {
    noteSize(data.remaining());
    if (lends && buffer.isEmpty()) {
      arrived = data;
      wake();
    } else {
      buffer.add(data);
      fed();
    }
  }

  private void noteSize(int count) {
    muchExpected = count >= MUCH ? SMALL_READS : Math.max(0, muchExpected - 1);
  }

  /** The socket has something: wakes a task that reads it by itself. */
  boolean willRead() {
    Future<@Nullable Void> waiting = waiter;
    if (waiting == null || waiting.done() || (muchExpected == 0 && !waiterLends)) {
      return false;
    }
    reads = waiting;
    wake();
    return true;
  }

  private void fed() {
    wake();
    pauseIfFull();
  }

  private void pauseIfFull() {
    if (!paused && buffer.size() > 2 * (long) limit) {
      paused = true;
      link.pauseReading();
    }
  }

  /** Gives away what has arrived and nobody has read: it belongs to what comes between now. */
  byte[] takeUnread() {
    paused = false;
    seen = 0;
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
    refuseWhileLending(what);
    throwException();
  }

  void refuseWhileLending(String what) {
    if (lending) {
      throw new IllegalStateException(
          what
              + "() called by code that was lent bytes of the same stream; let it take them, and"
              + " read after it: "
              + this);
    }
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
    waitForData(what, false);
  }

  /** Returns when something has come; also, rarely, when another task has taken it already. */
  private void waitForData(String what, boolean lend) throws IOException {
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
    ByteBuffer wanted = target;
    if (look(lend)) {
      throwException();
      return;
    }
    looks.suspends();
    Future<@Nullable Void> future =
        Waiter.create(link.engine(), () -> "<" + what + " on " + this + ">");
    waiter = future;
    waiterLends = lend;
    boolean mayRead = false;
    try {
      future.await();
      mayRead = reads == future;
    } finally {
      if (waiter == future) {
        waiter = null;
        target = null;
      }
      if (reads == future) {
        reads = null;
      }
    }
    if (mayRead) {
      target = wanted;
      readNow(lend);
      target = null;
    }
    throwException();
  }

  private boolean readNow(boolean lend) {
    lends = lend;
    try {
      return link.readNow();
    } finally {
      lends = false;
    }
  }

  /** Returns whether the socket had something. */
  private boolean look(boolean lend) {
    if (!looks.due()) {
      return false;
    }
    boolean had = readNow(lend);
    looks.looked(had);
    return had;
  }

  private void maybeResume() {
    seen = 0;
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
    while (buffer.isEmpty() && !eof) {
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
    while (buffer.isEmpty() && !eof) {
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

  /**
   * Lends what is there to code that runs at once, without a copy where the stream stands on a
   * socket: the code sees the buffer into which the loop has just read. Suspends the current task
   * until something is there. A task's fastest way for much data:
   *
   * {@snippet :
   * while (reader.readLent(writer::write) >= 0) { // an echo
   *   writer.drain();
   * }
   * }
   *
   * <p>What the code takes are the bytes before the buffer's position when it ends, by an exception
   * too. The rest stays in the stream. If it has taken nothing, the next call waits until more has
   * come and then shows all of it, so that the code can wait for a whole message; for one that is
   * longer than the limit use {@link #readexactly}.
   *
   * <p>The code must not await: that throws {@link IllegalStateException}, as does reading from the
   * same stream. A blocking call in it holds the loop. It must not keep the buffer, which is the
   * loop's; in debug mode it gets a copy that is overwritten afterwards.
   *
   * <p>Not in asyncio.
   *
   * @param <X> the checked exception that the code may throw
   * @param body the code; gets the bytes from position zero to the limit, at least one
   * @return how many bytes it has taken; -1 at the end of the stream, where what it has not taken
   *     can still be read in another way
   * @throws LimitOverrunException if it has taken nothing of more bytes than the limit; they stay
   *     in the stream
   * @throws IOException if the connection breaks
   * @throws X what the code throws
   */
  public <X extends Exception> int readLent(VoidBodyOf<ByteBuffer, X> body) throws IOException, X {
    Objects.requireNonNull(body, "body");
    check("readLent");
    while (buffer.size() <= seen && !eof) {
      if (seen > limit) {
        throw new LimitOverrunException("Nothing is taken, and chunk exceed the limit", seen);
      }
      waitForData("readLent", true);
      ByteBuffer data = arrived;
      if (data != null) {
        arrived = null;
        return lendBufferOfLoop(data, body);
      }
    }
    return buffer.size() <= seen ? -1 : lendOwnBuffer(body);
  }

  private <X extends Exception> int lendBufferOfLoop(
      ByteBuffer data, VoidBodyOf<ByteBuffer, X> body) throws X {
    SelectorPoller poller = SelectorPoller.of(link.engine().loop(), "readLent");
    Lent lent = new Lent(link.engine(), data);
    int taken = 0;
    poller.lendReadBuffer();
    lending = true;
    try {
      lent.to(body);
    } finally {
      lending = false;
      poller.takeBackReadBuffer(data);
      taken = lent.takeBack();
      if (taken < data.remaining()) {
        buffer.add(data.position(data.position() + taken));
        pauseIfFull();
      }
      seen = taken == 0 ? buffer.size() : 0;
    }
    return taken;
  }

  private <X extends Exception> int lendOwnBuffer(VoidBodyOf<ByteBuffer, X> body) throws X {
    Lent lent = new Lent(link.engine(), buffer.view());
    int taken = 0;
    lending = true;
    try {
      lent.to(body);
    } finally {
      lending = false;
      taken = lent.takeBack();
      buffer.drop(taken);
      maybeResume();
      seen = taken == 0 ? buffer.size() : 0;
    }
    return taken;
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
    byte[][] wanted = Separators.shortestFirst(separators);
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
    return new Lines(this);
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
