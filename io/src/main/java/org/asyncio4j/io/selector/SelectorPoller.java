package org.asyncio4j.io.selector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.EventSource;
import org.asyncio4j.engine.EventSources;
import org.asyncio4j.engine.Log;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.Poller;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/*
 * Who selects. The carrier alone waits in select. Without waiting, whoever holds the loop selects, once a
 * turn: the carrier in the scheduled driver, in the portable driver also a fiber that is about to leave.
 * Nothing is selected while nobody has interest in any channel and none was closed.
 *
 * Found events are kept until the loop asks for them, see EventSource for the order. The selector reports
 * what is still ready at each select, so what was dropped once comes again.
 */
/**
 * An NIO selector as the place where a loop waits. Made when the loop's first channel is
 * registered. Whoever holds the loop, except where a method says otherwise.
 */
public final class SelectorPoller implements EventSource {
  /** As much as one read or write of a socket moves at once. */
  private static final int CHUNK = 256 * 1024;

  private final Engine engine;
  private final Selector selector;
  private final Consumer<SelectionKey> whenFound = this::found;
  private final Set<Registration> registrations = new LinkedHashSet<>();
  private final Set<Unclosed> open = new LinkedHashSet<>();

  private Registration[] found = new Registration[64];
  private int foundCount;

  /** How often the loop has asked for what was found: once a turn. */
  private long deliveries;

  /** Whether poll() has looked and nobody has asked since. */
  private boolean looked;

  /** How many registrations have interest in anything. */
  private int interested;

  /** Whether a descriptor goes back to the system at the next select. */
  private boolean closedSome;

  /** Null while it is lent. */
  private @Nullable ByteBuffer readBuffer = newBuffer();

  private final ByteBuffer writeBuffer = newBuffer();

  private final Scratch scratch = new Scratch();

  /** Who waits for a wakeup alone. Written by it; any thread reads. */
  private volatile @Nullable Thread sleeper;

  /** Whether a wakeup has not been taken yet by who waits for it alone. Any thread. */
  private volatile boolean woken;

  private SelectorPoller(Engine engine, Selector selector) {
    this.engine = engine;
    this.selector = selector;
  }

  /**
   * Returns the poller of a loop, making it if need be.
   *
   * @param loop the loop
   * @param what the caller's operation, for messages
   * @return the poller
   * @throws WrongThreadException if the calling thread does not hold the loop
   * @throws IllegalStateException if the loop is closed, or waits in virtual time
   */
  public static SelectorPoller of(EventLoop loop, String what) {
    Engine engine = ((TaskLoop) loop).engine();
    engine.checkClosed();
    engine.checkThread(what);
    if (EventSources.of(engine) instanceof SelectorPoller attached) {
      return attached;
    }
    Poller now = EventSources.poller(engine);
    if (!now.givesWayToSelector()) {
      throw new IllegalStateException(
          what
              + ": sockets need a loop in real time, but "
              + loop
              + " waits in "
              + now.getClass().getName()
              + "; run it without a virtual clock");
    }
    try {
      SelectorPoller made = new SelectorPoller(engine, Selector.open());
      EventSources.attach(engine, made);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(what + ": the loop's selector cannot be opened", e);
    }
  }

  /**
   * Returns the loop's machine. Any thread.
   *
   * @return the engine
   */
  public Engine engine() {
    return engine;
  }

  /**
   * Returns the loop. Any thread.
   *
   * @return the loop
   */
  public EventLoop loop() {
    return engine.loop();
  }

  /** A loop whose sockets may still bring something has not come to a standstill. */
  @Override
  public boolean watches() {
    return interested > 0;
  }

  // ---------------------------------------------------------------- channels

  /**
   * Returns the registration of a channel, making it if need be.
   *
   * @param channel the channel, non-blocking
   * @return its registration in this loop
   * @throws IllegalArgumentException if it is blocking
   * @throws ClosedChannelException if it is closed
   */
  public Registration register(SelectableChannel channel) throws ClosedChannelException {
    if (channel.isOpen() && channel.isBlocking()) {
      throw new IllegalArgumentException(
          "the socket must be non-blocking; call configureBlocking(false) on " + channel);
    }
    Registration known = find(channel);
    if (known != null) {
      return known;
    }
    SelectionKey key = channel.register(selector, 0);
    Registration made = new Registration(this, channel, key);
    key.attach(made);
    registrations.add(made);
    return made;
  }

  /**
   * Returns the registration of a channel.
   *
   * @param channel the channel
   * @return its registration in this loop, or null if it has none
   */
  public @Nullable Registration find(SelectableChannel channel) {
    SelectionKey key = channel.keyFor(selector);
    return key == null || !key.isValid() ? null : (Registration) key.attachment();
  }

  void interest(int before, int now) {
    interested += (now == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
  }

  void closing(Registration registration) {
    closedSome = true;
    registrations.remove(registration);
  }

  void closingFailed(SelectableChannel channel, IOException e) {
    Log.say(Level.WARNING, "Closing " + channel + " failed", e);
  }

  /**
   * Selects without waiting. Also gives the descriptors of closed channels back to the system,
   * which else happens in the next turn: a closed server must not take connections any more.
   */
  public void flush() {
    if (!selector.isOpen()) {
      return;
    }
    try {
      selector.selectNow(whenFound);
    } catch (IOException e) {
      engine.escape(new UncheckedIOException("the loop's selector has failed", e));
    }
    selected();
  }

  /** Something that holds a channel and has to be closed before the loop is. */
  public interface Unclosed {
    /**
     * The loop closes: gives the channel back and runs nothing any more.
     *
     * @return its text, if the program has forgotten to close it, else an empty one
     */
    String loopCloses();
  }

  /**
   * Notes something that has to be closed before the loop is.
   *
   * @param holder who holds a channel
   */
  public void opened(Unclosed holder) {
    open.add(holder);
  }

  /**
   * It was closed.
   *
   * @param holder who held a channel
   */
  public void closed(Unclosed holder) {
    open.remove(holder);
  }

  // ---------------------------------------------------------------- buffers

  /** The JDK takes a lock to note a direct buffer, and nobody else may make a poller meanwhile. */
  private static ByteBuffer newBuffer() {
    ByteBuffer[] made = new ByteBuffer[1];
    Engine.undisturbed(() -> made[0] = ByteBuffer.allocateDirect(CHUNK));
    return made[0];
  }

  /**
   * Returns the loop's buffer for reads, empty and direct. Its content lasts until the loop runs
   * anything else.
   *
   * @return the buffer, 256 KiB
   */
  public ByteBuffer readBuffer() {
    ByteBuffer buffer = readBuffer;
    if (buffer == null) {
      buffer = newBuffer();
      readBuffer = buffer;
    }
    return buffer.clear();
  }

  /**
   * Takes the loop's buffer for reads away, with what is in it: until it is given back, other reads
   * get another one.
   */
  public void lendReadBuffer() {
    readBuffer = null;
  }

  /**
   * Gives the loop's buffer for reads back.
   *
   * @param buffer the buffer that was taken
   */
  public void takeBackReadBuffer(ByteBuffer buffer) {
    readBuffer = buffer;
  }

  /**
   * Returns the loop's buffer for writes, empty and direct. Its content lasts until the loop runs
   * anything else.
   *
   * @return the buffer, 256 KiB
   */
  public ByteBuffer writeBuffer() {
    return writeBuffer.clear();
  }

  /**
   * Returns the loop's heap buffers.
   *
   * @return the buffers
   */
  public Scratch scratch() {
    return scratch;
  }

  // ---------------------------------------------------------------- the loop's side

  @Override
  public boolean poll(long deadlineNanos, boolean workOutside) {
    try {
      long millis = millisUntil(deadlineNanos);
      if (millis == 0) {
        selector.selectNow(whenFound);
      } else {
        selector.select(whenFound, deadlineNanos == NO_DEADLINE ? 0 : millis);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the loop's selector has failed", e);
    }
    selected();
    looked = true;
    if (Thread.interrupted()) {
      Poller.reportIgnoredInterrupt();
    }
    return true;
  }

  /** Rounds up, since a timer must not come too early: the system counts in milliseconds here. */
  private long millisUntil(long deadlineNanos) {
    if (deadlineNanos == NO_DEADLINE) {
      return Long.MAX_VALUE;
    }
    long left = deadlineNanos - engine.nanoTime();
    return left <= 0 ? 0 : (left - 1) / 1_000_000 + 1;
  }

  /**
   * Returns the number of the turn: an event that runs in it was found before any other code of the
   * turn has run.
   *
   * @return the number
   */
  public long turn() {
    return deliveries;
  }

  @Override
  public void look() {
    if (looked) {
      looked = false;
      return;
    }
    // without room on a task's stack the next turn looks; nothing is lost, since what is ready
    // stays so
    if ((interested > 0 || closedSome) && IoReady.hasRoom()) {
      flush();
    }
  }

  private void selected() {
    closedSome = false;
    if (selector.keys().size() < registrations.size()) {
      for (Registration each : new ArrayList<>(registrations)) {
        if (!each.isValid()) {
          registrations.remove(each);
          each.closedElsewhere();
        }
      }
    }
  }

  private void found(SelectionKey key) {
    try {
      Registration registration = (Registration) key.attachment();
      if (registration.found(key.readyOps())) {
        if (foundCount == found.length) {
          found = Arrays.copyOf(found, foundCount * 2);
        }
        found[foundCount++] = registration;
      }
    } catch (CancelledKeyException _) {
      // closed by another thread just now; selected() tells who waits for it
    }
  }

  @Override
  @SuppressWarnings("NullAway") // a taken place keeps nothing alive
  public void deliver() {
    deliveries++;
    for (int i = 0; i < foundCount; i++) {
      Registration registration = found[i];
      found[i] = null;
      registration.deliver();
    }
    foundCount = 0;
  }

  @Override
  public void awaitWakeup() {
    sleeper = Thread.currentThread();
    while (!woken) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        Poller.reportIgnoredInterrupt();
      }
    }
    sleeper = null;
    woken = false;
  }

  @Override
  public void wakeup() {
    woken = true;
    Thread waiting = sleeper;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
    selector.wakeup();
  }

  @Override
  public void close() {
    List<String> forgotten = new ArrayList<>();
    for (Unclosed each : new ArrayList<>(open)) {
      String text = each.loopCloses();
      if (!text.isEmpty()) {
        forgotten.add(text);
      }
    }
    open.clear();
    if (!forgotten.isEmpty()) {
      Log.say(Level.WARNING, unclosed(forgotten), null);
    }
    try {
      selector.close();
    } catch (IOException e) {
      Log.say(Level.WARNING, "Closing the selector of " + loop() + " failed", e);
    }
  }

  private static String unclosed(List<String> forgotten) {
    String first = String.join(", ", forgotten.subList(0, Math.min(3, forgotten.size())));
    String more = forgotten.size() > 3 ? " and " + (forgotten.size() - 3) + " more" : "";
    return "unclosed at the end of the loop: "
        + first
        + more
        + "; close it, or use try-with-resources";
  }

  @Override
  public String toString() {
    return "<SelectorPoller of "
        + Objects.requireNonNull(engine.loop())
        + ", "
        + registrations.size()
        + " channels>";
  }
}
