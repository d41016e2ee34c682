package org.asyncio4j.io.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/*
 * An array of [start, end). What arrives in an empty queue gets an array of its own size, so that a read
 * of all of it hands that array out without a copy, and an idle connection holds none.
 */
/** The bytes that a reader has not given out yet. The loop's thread. */
final class ByteQueue {
  private static final byte[] NONE = {};

  private byte[] data = NONE;
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  boolean isEmpty() {
    return start == end;
  }

  void add(ByteBuffer more) {
    int count = more.remaining();
    if (isEmpty()) {
      data = new byte[count];
      start = 0;
      end = 0;
    } else if (data.length - end < count) {
      makeRoom(count);
    }
    more.get(data, end, count);
    end += count;
  }

  /** Adds an array that nobody else has. */
  void addOwned(byte[] more) {
    if (isEmpty()) {
      data = more;
      start = 0;
      end = more.length;
    } else {
      add(ByteBuffer.wrap(more));
    }
  }

  void addFirst(ByteBuffer before) {
    ByteBuffer all = ByteBuffer.allocate(Math.addExact(before.remaining(), size()));
    all.put(before).put(data, start, size());
    data = all.array();
    start = 0;
    end = data.length;
  }

  private void makeRoom(int count) {
    int size = size();
    int needed = Math.addExact(size, count);
    byte[] to = needed <= data.length / 2 ? data : new byte[Math.max(needed, 2 * size)];
    System.arraycopy(data, start, to, 0, size);
    data = to;
    start = 0;
    end = size;
  }

  /** Takes so many bytes from the front. */
  byte[] take(int count) {
    byte[] taken;
    if (count == data.length) {
      taken = data;
    } else {
      taken = count == 0 ? NONE : Arrays.copyOfRange(data, start, start + count);
    }
    drop(count);
    return taken;
  }

  byte[] takeAll() {
    return take(size());
  }

  /** Moves as much as fits to a buffer; returns how many bytes. */
  int moveTo(ByteBuffer target) {
    int count = Math.min(size(), target.remaining());
    target.put(data, start, count);
    drop(count);
    return count;
  }

  /** Shows all bytes, without taking them; until the next change. */
  ByteBuffer view() {
    return ByteBuffer.wrap(data, start, size()).slice();
  }

  void drop(int count) {
    start += count;
    if (start == end) {
      clear();
    }
  }

  void clear() {
    data = NONE;
    start = 0;
    end = 0;
  }

  /** Returns where some bytes stand at or behind an offset, or -1. */
  int find(byte[] wanted, int offset) {
    byte first = wanted[0];
    int last = end - wanted.length;
    for (int i = start + offset; i <= last; i++) {
      if (data[i] == first && matches(wanted, i)) {
        return i - start;
      }
    }
    return -1;
  }

  private boolean matches(byte[] wanted, int at) {
    for (int i = 1; i < wanted.length; i++) {
      if (data[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  boolean startsWith(byte[] wanted, int offset) {
    return size() - offset >= wanted.length && find(wanted, offset) == offset;
  }
}
