package org.asyncio4j.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asyncio4j.loop.Poller;
import org.jspecify.annotations.Nullable;

/*
 * The only way into a loop from other threads.
 *
 * No wakeup is lost and none is made for nothing: the loop says that it is going to wait, then looks
 * into the inbox once more, then waits; who puts something in does so first and looks at the flag
 * second. Of many who find the flag set, the one that clears it wakes the loop.
 */
/** What other threads have handed over and the loop has not taken yet. */
final class Inbox {
  private final ConcurrentLinkedQueue<Ready> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean waiting = new AtomicBoolean();

  /** Whom to wake. Written by the holder of the loop before it announces a wait. */
  private volatile Poller poller;

  private volatile boolean closed;

  Inbox(Poller poller) {
    this.poller = poller;
  }

  /** From now on the loop waits in this one. By whoever holds it. */
  void wakes(Poller other) {
    poller = other;
  }

  /** Returns false if the loop has closed and will not take it. Any thread. */
  boolean put(Ready ready) {
    if (closed) {
      return false;
    }
    queue.add(ready);
    if (closed && queue.remove(ready)) {
      return false;
    }
    wake();
    return true;
  }

  /** Takes nothing any more; what is in it already can still be taken. */
  void close() {
    closed = true;
  }

  /** Wakes the loop if it waits. Any thread. */
  void wake() {
    if (waiting.get() && waiting.compareAndSet(true, false)) {
      poller.wakeup();
    }
  }

  /** Carrier only: whether nothing is there, so that the loop may wait now. */
  boolean announceWait() {
    waiting.set(true);
    if (queue.isEmpty()) {
      return true;
    }
    waiting.set(false);
    return false;
  }

  /** Carrier only: the loop does not wait any more. */
  void waitEnded() {
    waiting.set(false);
  }

  boolean isWaiting() {
    return waiting.get();
  }

  /** Whoever holds the loop. */
  @Nullable Ready take() {
    return queue.poll();
  }
}
