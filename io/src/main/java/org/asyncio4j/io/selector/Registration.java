package org.asyncio4j.io.selector;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/*
 * A key stays in the selector until its channel is closed, also while nobody waits for it: the JDK takes
 * a descriptor without interest out of epoll, and a cancelled key could not be made anew before the next
 * select. Interest that stays the same costs no system call.
 */
/** One channel of a loop: who is to run when it can be read or written. Whoever holds the loop. */
public final class Registration {
  private static final int READ = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int WRITE = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  private final SelectorPoller poller;
  private final SelectableChannel channel;
  private final SelectionKey key;
  private @Nullable IoReady reader;
  private @Nullable IoReady writer;
  private @Nullable Object owner;
  private int interest;

  /** Ready operations found and not delivered yet. */
  private int found;

  Registration(SelectorPoller poller, SelectableChannel channel, SelectionKey key) {
    this.poller = poller;
    this.channel = channel;
    this.key = key;
  }

  /**
   * Sets what runs in each turn in which the channel can be read, or has a connection to accept.
   *
   * @param next what to run, or null for nothing
   */
  public void reader(@Nullable IoReady next) {
    IoReady before = reader;
    reader = next;
    update();
    if (before != null && next != null && before != next) {
      before.replaced();
    }
  }

  /**
   * Returns what {@link #reader(IoReady)} has set.
   *
   * @return the same, or null
   */
  public @Nullable IoReady reader() {
    return reader;
  }

  /**
   * Sets what runs in each turn in which the channel can be written, or has connected.
   *
   * @param next what to run, or null for nothing
   */
  public void writer(@Nullable IoReady next) {
    IoReady before = writer;
    writer = next;
    update();
    if (before != null && next != null && before != next) {
      before.replaced();
    }
  }

  /**
   * Returns what {@link #writer(IoReady)} has set.
   *
   * @return the same, or null
   */
  public @Nullable IoReady writer() {
    return writer;
  }

  /**
   * Keeps the channel for a transport or a server.
   *
   * @param newOwner who alone may use the channel
   */
  public void own(Object newOwner) {
    owner = newOwner;
  }

  /**
   * Returns who alone may use the channel.
   *
   * @return the transport or server, or null if anybody may
   */
  public @Nullable Object owner() {
    return owner;
  }

  private void update() {
    int ops = 0;
    if (reader != null) {
      ops |= channel.validOps() & READ;
    }
    if (writer != null) {
      boolean connecting = channel instanceof SocketChannel socket && socket.isConnectionPending();
      ops |= connecting ? SelectionKey.OP_CONNECT : channel.validOps() & SelectionKey.OP_WRITE;
    }
    if (ops != interest) {
      poller.interest(interest, ops);
      interest = ops;
      if (key.isValid()) {
        key.interestOps(ops);
      }
    }
  }

  /** Closes the channel; nothing of it runs any more. */
  public void close() {
    reader = null;
    writer = null;
    update();
    poller.closing(this);
    try {
      channel.close();
    } catch (IOException e) {
      poller.closingFailed(channel, e);
    }
    if (channel instanceof DatagramChannel) {
      poller.flush(); // its end takes a lock of the JDK, so not on the carrier in the next turn
    }
  }

  boolean isValid() {
    return key.isValid();
  }

  /** Notes ready operations; returns whether they are the first since the last delivery. */
  boolean found(int ops) {
    boolean first = found == 0;
    found |= ops;
    return first && ops != 0;
  }

  void deliver() {
    int ops = found;
    found = 0;
    if ((ops & READ) != 0 && reader != null) {
      poller.engine().soon(reader);
    }
    if ((ops & WRITE) != 0 && writer != null) {
      poller.engine().soon(writer);
    }
  }

  /** Somebody has closed the channel: tells who waits for it. */
  void closedElsewhere() {
    IoReady wasReader = reader;
    IoReady wasWriter = writer;
    reader = null;
    writer = null;
    update();
    if (wasReader != null && wasReader.runsWhenClosed()) {
      poller.engine().soon(wasReader);
    }
    if (wasWriter != null && wasWriter != wasReader && wasWriter.runsWhenClosed()) {
      poller.engine().soon(wasWriter);
    }
  }
}
