package org.asyncio4j.benchmarks.peer.limit;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * The least that a scheduler of continuations can do: an array deque, a heap of primitive
 * deadlines, a queue for other threads. No cancellation, no errors, no checks, no names.
 */
final class ContinuationLoop {
  private static final ContinuationScope SCOPE = new ContinuationScope("limit");

  private final ArrayDeque<Continuation> ready = new ArrayDeque<>();
  private final DeadlineHeap timers = new DeadlineHeap();
  private final ConcurrentLinkedQueue<Continuation> inbox = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.currentThread();
  private volatile boolean asleep; // the loop writes, other threads read
  private int alive;
  private @Nullable Continuation running;

  void spawn(Runnable body) {
    alive++;
    ready.add(
        new Continuation(
            SCOPE,
            () -> {
              body.run();
              alive--;
            }));
  }

  /** Runs until every continuation has ended. */
  void run() {
    while (alive > 0) {
      takeIn();
      for (int turn = ready.size(); turn > 0; turn--) {
        resume(ready.remove());
      }
    }
  }

  /** Runs what can run now; what is parked stays so. */
  void runReady() {
    while (!ready.isEmpty()) {
      resume(ready.remove());
    }
  }

  private void resume(Continuation next) {
    running = next;
    next.run();
  }

  private void takeIn() {
    if (!inbox.isEmpty()) {
      drainInbox();
    }
    if (!timers.isEmpty()) {
      timers.moveDue(System.nanoTime(), ready);
    }
    if (ready.isEmpty()) {
      idle();
    }
  }

  private void drainInbox() {
    for (Continuation next = inbox.poll(); next != null; next = inbox.poll()) {
      ready.add(next);
    }
  }

  private void idle() {
    asleep = true;
    if (inbox.isEmpty()) {
      if (timers.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, timers.first() - System.nanoTime());
      }
    }
    asleep = false;
  }

  /** Lets all that is ready go first. */
  void yieldNow() {
    ready.add(current());
    Continuation.yield(SCOPE);
  }

  /** Suspends the caller until someone unparks what {@link #current} returned to it. */
  void park() {
    Continuation.yield(SCOPE);
  }

  void unpark(Continuation parked) {
    ready.add(parked);
  }

  /** The same, from any thread. */
  void unparkThreadsafe(Continuation parked) {
    inbox.add(parked);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  void sleep(long nanos) {
    timers.add(System.nanoTime() + nanos, current());
    Continuation.yield(SCOPE);
  }

  Continuation current() {
    Continuation now = running;
    if (now == null) {
      throw new IllegalStateException("no continuation runs");
    }
    return now;
  }
}
