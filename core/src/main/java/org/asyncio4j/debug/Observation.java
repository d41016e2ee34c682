package org.asyncio4j.debug;

/** A registration of an observer. Any thread. */
public final class Observation implements AutoCloseable {
  private final Runnable end;
  private boolean closed;

  Observation(Runnable end) {
    this.end = end;
  }

  /** Ends it: the observer is told of nothing that happens after this. Again: no effect. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    end.run();
  }
}
