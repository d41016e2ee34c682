package org.asyncio4j.io.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import org.asyncio4j.io.selector.SelectorPoller;

/**
 * What waits to be sent, in order. Small pieces share a buffer; several are written by one system
 * call. Whoever holds the loop.
 */
final class WriteQueue {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final int SHARED = 16 * 1024;

  /** How much one event writes at most, so that a fast reader does not hold the loop. */
  private static final long MOST_AT_ONCE = 1024 * 1024;

  private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>(2);
  private long size;

  /** The last piece while there is room behind it: [written so far, capacity). */
  private ByteBuffer open = NONE;

  private boolean lastIsOpen;

  long size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    pieces.clear();
    size = 0;
    open = NONE;
    lastIsOpen = false;
  }

  /** Adds a copy. */
  void copy(ByteBuffer data) {
    int count = data.remaining();
    size += count;
    if (lastIsOpen && open.capacity() - open.limit() >= count) {
      int end = open.limit();
      open.limit(end + count);
      open.put(end, data, data.position(), count);
      data.position(data.limit());
      return;
    }
    ByteBuffer piece = ByteBuffer.allocate(Math.max(SHARED, count));
    piece.put(data).flip();
    pieces.add(piece);
    open = piece;
    lastIsOpen = count < SHARED;
  }

  /** Adds a buffer that nobody changes. */
  void own(ByteBuffer data) {
    size += data.remaining();
    pieces.add(data);
    lastIsOpen = false;
  }

  /** Writes until the channel takes no more, or enough for this event. */
  void writeTo(WritableByteChannel channel, SelectorPoller poller) throws IOException {
    long written = 0;
    while (size > 0 && written < MOST_AT_ONCE) {
      ByteBuffer first = pieces.getFirst();
      ByteBuffer chunk = first.isDirect() ? first.duplicate() : gather(poller.writeBuffer());
      int wanted = chunk.remaining();
      int count = channel.write(chunk);
      drop(count);
      written += count;
      if (count < wanted) {
        return;
      }
    }
  }

  private ByteBuffer gather(ByteBuffer chunk) {
    for (ByteBuffer piece : pieces) {
      if (piece.isDirect()) {
        break;
      }
      int count = Math.min(piece.remaining(), chunk.remaining());
      chunk.put(chunk.position(), piece, piece.position(), count);
      chunk.position(chunk.position() + count);
      if (!chunk.hasRemaining()) {
        break;
      }
    }
    return chunk.flip();
  }

  private void drop(int count) {
    size -= count;
    int left = count;
    while (left > 0) {
      ByteBuffer first = pieces.getFirst();
      int here = Math.min(left, first.remaining());
      first.position(first.position() + here);
      left -= here;
      if (!first.hasRemaining()) {
        pieces.removeFirst();
      }
    }
    if (size == 0) {
      clear();
    }
  }
}
