package org.asyncio4j.io.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lines of a reader to the end of its stream. The loop's thread. */
final class Lines implements Iterator<byte[]> {
  private final StreamReader reader;
  private byte @Nullable [] next;

  Lines(StreamReader reader) {
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = reader.readline();
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
}
