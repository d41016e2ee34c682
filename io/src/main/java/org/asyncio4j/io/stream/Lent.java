package org.asyncio4j.io.stream;

import java.nio.ByteBuffer;
import org.asyncio4j.engine.Alone;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.function.VoidBodyOf;

/**
 * Bytes that a user's code sees for as long as it runs. In debug mode it sees a copy, which is
 * overwritten afterwards, so that code which has kept the buffer is found out. The loop's thread.
 */
final class Lent {
  /** What a kept buffer holds in debug mode. */
  static final byte GONE = (byte) 0xDB;

  private final int count;
  private final ByteBuffer view;
  private final boolean copied;

  Lent(Engine engine, ByteBuffer data) {
    this.count = data.remaining();
    this.copied = engine.debug();
    this.view = copied ? ByteBuffer.allocate(count).put(data.slice()).flip() : data.slice();
  }

  <X extends Exception> void to(VoidBodyOf<ByteBuffer, X> body) throws X {
    boolean before = Alone.begin();
    try {
      body.run(view);
    } finally {
      Alone.end(before);
    }
  }

  /** Ends it; returns how many bytes the code has taken: those before the position. */
  int takeBack() {
    int taken = view.position();
    if (copied) {
      view.clear();
      while (view.hasRemaining()) {
        view.put(GONE);
      }
    }
    return taken;
  }
}
