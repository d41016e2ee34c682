package org.asyncio4j.io.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.task.ReturnWhen;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/*
 * Happy eyeballs (RFC 8305): addresses in turns of their families; the next attempt begins when one has
 * failed, or beside those under way when the delay has passed. The first connection wins, the others are
 * cancelled, and each attempt closes its own channel when it does not end with it.
 */
/** Connects to one of several addresses. For the current task. */
final class Connector {
  private final SelectorPoller poller;
  private final ConnectOptions options;
  private final String what;
  private final List<IOException> errors = new ArrayList<>();
  private final List<Task<SocketChannel>> running = new ArrayList<>();

  private Connector(SelectorPoller poller, ConnectOptions options, String what) {
    this.poller = poller;
    this.options = options;
    this.what = what;
  }

  /**
   * Connects.
   *
   * @param what whom to, for messages
   * @return the connection, non-blocking
   * @throws IOException if no address can be reached; with several, its cause is the group of all
   *     failures
   */
  static SocketChannel connect(
      SelectorPoller poller, List<InetSocketAddress> addresses, ConnectOptions options, String what)
      throws IOException {
    if (addresses.size() == 1) {
      return attempt(poller, addresses.getFirst(), options.localAddress());
    }
    Connector connector = new Connector(poller, options, what);
    List<InetSocketAddress> order =
        options.interleave() == 0 ? addresses : interleave(addresses, options.interleave());
    return options.happyEyeballsDelay().isZero()
        ? connector.oneAfterTheOther(order)
        : connector.race(order.iterator());
  }

  /** Families take turns, after some of the first one's. */
  static List<InetSocketAddress> interleave(List<InetSocketAddress> addresses, int first) {
    boolean six = isSix(addresses.getFirst());
    Deque<InetSocketAddress> same = new ArrayDeque<>();
    Deque<InetSocketAddress> other = new ArrayDeque<>();
    for (InetSocketAddress each : addresses) {
      (isSix(each) == six ? same : other).add(each);
    }
    List<InetSocketAddress> order = new ArrayList<>();
    for (int i = 1; i < first && !same.isEmpty(); i++) {
      order.add(same.removeFirst());
    }
    while (!same.isEmpty() || !other.isEmpty()) {
      if (!same.isEmpty()) {
        order.add(same.removeFirst());
      }
      if (!other.isEmpty()) {
        order.add(other.removeFirst());
      }
    }
    return order;
  }

  private static boolean isSix(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  private SocketChannel oneAfterTheOther(List<InetSocketAddress> addresses) throws IOException {
    for (InetSocketAddress each : addresses) {
      try {
        return attempt(poller, each, options.localAddress());
      } catch (IOException e) {
        errors.add(e);
      }
    }
    throw allFailed();
  }

  private SocketChannel race(Iterator<InetSocketAddress> addresses) throws IOException {
    try {
      while (addresses.hasNext() || !running.isEmpty()) {
        if (addresses.hasNext()) {
          InetSocketAddress next = addresses.next();
          running.add(
              Asyncio.createTask(
                  "connect to " + next, () -> attempt(poller, next, options.localAddress())));
        }
        SocketChannel won = waitForOne(addresses.hasNext() ? options.happyEyeballsDelay() : null);
        if (won != null) {
          return won;
        }
      }
    } finally {
      callOff();
    }
    throw allFailed();
  }

  /** Waits until an attempt has ended, all have, or the delay has passed. */
  private @Nullable SocketChannel waitForOne(@Nullable Duration delay) {
    while (!running.isEmpty()) {
      boolean failed = false;
      if (delay == null) {
        Asyncio.wait(running, ReturnWhen.FIRST_COMPLETED);
      } else {
        Asyncio.wait(running, delay, ReturnWhen.FIRST_COMPLETED);
      }
      for (Task<SocketChannel> each : List.copyOf(running)) {
        if (each.done()) {
          running.remove(each);
          if (!each.cancelled() && each.exception() == null) {
            return each.result();
          }
          failed = true;
          errors.add(errorOf(each));
        }
      }
      if (failed || delay != null) {
        return null;
      }
    }
    return null;
  }

  private static IOException errorOf(Task<SocketChannel> failed) {
    Throwable error = failed.cancelled() ? null : failed.exception();
    return error instanceof IOException io ? io : new IOException("attempt failed", error);
  }

  private void callOff() {
    for (Task<SocketChannel> each : running) {
      if (!each.cancel() && !each.cancelled() && each.exception() == null) {
        close(each.result());
      }
    }
  }

  private IOException allFailed() {
    StringBuilder text = new StringBuilder("connect to ").append(what).append(": ");
    text.append(errors.size()).append(" addresses failed: ");
    for (int i = 0; i < errors.size(); i++) {
      text.append(i == 0 ? "" : "; ").append(errors.get(i).getMessage());
    }
    IOException all = new ConnectException(text.toString());
    all.initCause(new ExceptionGroup("create_connection failed", errors));
    return all;
  }

  private static SocketChannel attempt(
      SelectorPoller poller, SocketAddress address, @Nullable SocketAddress local)
      throws IOException {
    boolean unix = !(address instanceof InetSocketAddress);
    SocketChannel channel =
        unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    boolean connected = false;
    try {
      channel.configureBlocking(false);
      if (local != null) {
        channel.bind(local);
      }
      SocketOps.connect(poller, channel, address);
      connected = true;
      return channel;
    } finally {
      if (!connected) {
        close(poller, channel);
      }
    }
  }

  /** Connects to one address of any kind. */
  static SocketChannel one(SelectorPoller poller, SocketAddress address) throws IOException {
    return attempt(poller, address, null);
  }

  private static void close(SelectorPoller poller, SocketChannel channel) throws IOException {
    var registration = poller.find(channel);
    if (registration == null) {
      channel.close();
    } else {
      registration.close();
    }
  }

  private void close(SocketChannel channel) {
    try {
      close(poller, channel);
    } catch (IOException e) {
      errors.add(e);
    }
  }
}
