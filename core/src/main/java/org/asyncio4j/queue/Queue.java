package org.asyncio4j.queue;

import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.QueueEmptyException;
import org.asyncio4j.error.QueueFullException;
import org.asyncio4j.error.QueueShutDownException;
import org.asyncio4j.waiting.HomeLoop;
import org.asyncio4j.waiting.Line;
import org.asyncio4j.waiting.Place;
import org.jspecify.annotations.Nullable;

/*
 * Items are not handed over: whoever is woken looks again, and may find that somebody else was faster.
 * It then goes to the end of the line, as in asyncio. A woken task that is cancelled wakes the next if
 * there is still something for it.
 *
 * Source: CPython 3.14, Lib/asyncio/queues.py.
 */
/**
 * Takes items from some tasks to others, in the order in which they were put in.
 *
 * {@snippet :
 * var queue = new Queue<String>(10);
 * createTask(() -> {
 *   while (true) {
 *     handle(queue.get());
 *     queue.taskDone();
 *   }
 * });
 * queue.put("a");
 * queue.join();
 * }
 *
 * <pre>
 *   open --shutdown--> shut down: nothing can be put in, what is left can be got
 *    \-----shutdownNow--> the same, and nothing is left
 * </pre>
 *
 * <p><b>Threads.</b> Made anywhere. It belongs to the loop whose tasks use it, and for good to the
 * first one in which a task has had to wait for it; from other threads {@code
 * loop.callSoonThreadsafe(() -> queue.putNowait(item))}. {@link #qsize}, {@link #empty}, {@link
 * #full}, {@link #maxsize} and {@code toString} are safe from any thread.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #get} has taken no item, a cancelled {@link #put} has
 * put in none.
 *
 * <p>{@code asyncio.Queue}, 3.14. Other orders are {@link PriorityQueue}, {@link LifoQueue}, and
 * any collection of yours in {@link #over}, in place of a subclass.
 *
 * @param <T> the type of the items
 */
public sealed class Queue<T extends @Nullable Object> permits PriorityQueue, LifoQueue {
  private final int maxsize;
  private final Items<T> items;
  private final HomeLoop home = new HomeLoop(this::toString);
  private final Line getters = new Line(home, this::toString);
  private final Line putters = new Line(home, this::toString);
  private final Line joiners = new Line(home, this::toString);

  // Written by the loop; any thread may read an old value.
  private long unfinished;
  private boolean shutDown;

  /** Makes a queue without a limit. No loop needed. */
  public Queue() {
    this(0);
  }

  /**
   * Makes a queue. No loop needed.
   *
   * @param maxsize how many items it holds at most; zero or negative for any number
   */
  public Queue(int maxsize) {
    this(maxsize, new Fifo<>());
  }

  Queue(int maxsize, Items<T> items) {
    this.maxsize = maxsize;
    this.items = items;
  }

  /**
   * Makes a queue whose items are in a collection, which decides on their order: its {@code add}
   * takes an item in, its {@code remove} takes the next one out. No loop needed.
   *
   * <p>What these throw is thrown by {@link #put} and {@link #get}. The collection must not be
   * changed from elsewhere.
   *
   * @param <T> the type of the items
   * @param maxsize how many items it holds at most; zero or negative for any number
   * @param items the collection, empty
   * @return the queue
   * @throws IllegalArgumentException if there is something in the collection
   */
  public static <T extends @Nullable Object> Queue<T> over(int maxsize, java.util.Queue<T> items) {
    if (!items.isEmpty()) {
      throw new IllegalArgumentException(
          "items: " + items.size() + " are in the collection (expected: none); put them in later");
    }
    return new Queue<>(maxsize, new Given<>(items));
  }

  // ---------------------------------------------------------------- in

  /**
   * Puts an item in; suspends the current task while the queue is full.
   *
   * @param item the item
   * @throws QueueShutDownException if the queue was shut down
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this queue
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void put(T item) {
    home.task("Queue.put");
    while (full()) {
      checkOpen();
      await(putters);
    }
    add(item);
  }

  /**
   * Puts an item in, if there is room.
   *
   * @param item the item
   * @throws QueueFullException if there is none
   * @throws QueueShutDownException if the queue was shut down
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void putNowait(T item) {
    home.check("Queue.putNowait");
    add(item);
  }

  private void add(T item) {
    checkOpen();
    if (full()) {
      throw new QueueFullException(this + " is full: put(...) waits until there is room");
    }
    items.prepareAdd(item);
    wakeNext(getters);
    items.add(item);
    unfinished++;
  }

  // ---------------------------------------------------------------- out

  /**
   * Takes the next item out; suspends the current task while there is none.
   *
   * @return the item
   * @throws QueueShutDownException if the queue was shut down and is empty
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this queue
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public T get() {
    home.task("Queue.get");
    while (empty()) {
      checkOpen();
      await(getters);
    }
    return remove();
  }

  /**
   * Takes the next item out, if there is one.
   *
   * @return the item
   * @throws QueueEmptyException if there is none
   * @throws QueueShutDownException if there is none and the queue was shut down
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public T getNowait() {
    home.check("Queue.getNowait");
    if (empty()) {
      checkOpen();
      throw new QueueEmptyException(this + " is empty: get() waits until there is an item");
    }
    return remove();
  }

  private T remove() {
    items.prepareRemove();
    wakeNext(putters);
    return items.remove();
  }

  private void checkOpen() {
    if (shutDown) {
      throw new QueueShutDownException(
          this + " was shut down: nothing can be put in, and got only what is left");
    }
  }

  // ---------------------------------------------------------------- waiting

  private void await(Line line) {
    Place place = line.join();
    try {
      place.await();
    } catch (Throwable e) {
      line.leave(place);
      if (place.woken() && (line == getters ? !empty() : !full())) {
        wakeNext(line);
      }
      throw e;
    }
    line.leave(place);
  }

  /** Whoever is woken is out of the line, and in it again if it comes too late. */
  private static boolean wakeNext(Line line) {
    Place woken = line.wake();
    if (woken == null) {
      return false;
    }
    line.leave(woken);
    return true;
  }

  private void wakeAllForShutdown() {
    while (wakeNext(getters)) {
      // the next one
    }
    while (wakeNext(putters)) {
      // the next one
    }
  }

  // ---------------------------------------------------------------- done

  /**
   * Says that an item that was got has been dealt with.
   *
   * @throws IllegalArgumentException if it was called for all items already
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void taskDone() {
    home.check("Queue.taskDone");
    if (unfinished == 0) {
      throw new IllegalArgumentException(
          "task_done() called too many times; "
              + this
              + " has no unfinished item: call taskDone() once for each item got");
    }
    if (unfinished == 1) {
      joiners.wakeAll();
    }
    unfinished--;
  }

  /**
   * Suspends the current task until {@link #taskDone} was called for all items that were put in;
   * returns at once if it was.
   *
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this queue
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void join() {
    home.task("Queue.join");
    if (unfinished == 0) {
      return;
    }
    Place place = joiners.join();
    try {
      place.await();
    } finally {
      joiners.leave(place);
    }
  }

  /**
   * Shuts the queue down: {@link #put} throws {@link QueueShutDownException} from now on, {@link
   * #get} once the queue is empty, also for those who wait already.
   *
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void shutdown() {
    home.check("Queue.shutdown");
    shutDown = true;
    wakeAllForShutdown();
  }

  /**
   * Shuts the queue down and drops what is in it, as if it had been got and dealt with. {@code
   * shutdown(immediate=True)} in asyncio.
   *
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void shutdownNow() {
    home.check("Queue.shutdownNow");
    shutDown = true;
    unfinished -= Math.min(unfinished, items.size);
    items.clear();
    if (unfinished == 0) {
      joiners.wakeAll();
    }
    wakeAllForShutdown();
  }

  // ---------------------------------------------------------------- questions

  /**
   * Returns how many items are in the queue. Any thread.
   *
   * @return the number
   */
  public int qsize() {
    return items.size;
  }

  /**
   * Returns how many items the queue holds at most. Any thread.
   *
   * @return the number; zero or negative for any number
   */
  public int maxsize() {
    return maxsize;
  }

  /**
   * Tells whether the queue has no items. Any thread.
   *
   * @return true if so
   */
  public boolean empty() {
    return items.size == 0;
  }

  /**
   * Tells whether the queue has no room for another item. Any thread.
   *
   * @return true if so; never if it has no limit
   */
  public boolean full() {
    return maxsize > 0 && items.size >= maxsize;
  }

  @Override
  public final String toString() {
    return "<"
        + getClass().getSimpleName()
        + " maxsize="
        + maxsize
        + " items="
        + items.size
        + " getters="
        + getters.size()
        + " putters="
        + putters.size()
        + " tasks="
        + unfinished
        + (shutDown ? " shutdown>" : ">");
  }
}
