package org.asyncio4j.io.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.asyncio4j.loop.EventLoop;

/**
 * Accepts connections.
 *
 * <pre>
 *   made --startServing--> serving --close--> closing --last connection ends--> closed
 * </pre>
 *
 * <p><b>Threads.</b> The loop's; {@code addresses}, {@code loop} and {@code toString} any.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #serveForever} closes the server and waits for its
 * connections. A cancelled {@link #shutdown} aborts what is left.
 *
 * <p>{@code asyncio.Server}, 3.14; {@code shutdown} and the limit of connections are ours.
 */
public interface Server extends AutoCloseable {
  /**
   * Begins to accept. A second call does nothing.
   *
   * @throws IllegalStateException if the server is closed
   */
  void startServing();

  /**
   * Accepts until the current task is cancelled, which closes the server, or the server is closed.
   *
   * @throws IllegalStateException if another task does this, or the server is closed
   * @throws org.asyncio4j.error.CancelledError if the task is cancelled or the server closed
   */
  void serveForever();

  /**
   * Tells whether it accepts.
   *
   * @return true if so
   */
  boolean serving();

  /** Stops accepting and gives the port back; connections go on. A second call does nothing. */
  @Override
  void close();

  /** Closes all connections: each sends what waits first. */
  void closeClients();

  /** Aborts all connections. */
  void abortClients();

  /** Suspends the current task until the server is closed and its last connection has ended. */
  void waitClosed();

  /**
   * Closes the server, waits for its connections to end, and aborts those that have not by the
   * deadline. Suspends the current task.
   *
   * @param deadline how long to wait at most, at least zero
   * @return how many ended by themselves, how many were aborted, how long it took
   * @throws IllegalArgumentException if {@code deadline} is negative
   */
  ShutdownReport shutdown(Duration deadline);

  /**
   * Returns how many connections it has.
   *
   * @return the number
   */
  int connections();

  /**
   * Returns where it listens.
   *
   * @return the addresses; still there after it has closed
   */
  List<SocketAddress> addresses();

  /**
   * Returns the port of its first address.
   *
   * @return the port
   * @throws IllegalStateException if that is no Internet address
   */
  default int port() {
    if (addresses().getFirst() instanceof InetSocketAddress inet) {
      return inet.getPort();
    }
    throw new IllegalStateException(addresses().getFirst() + " has no port; ask addresses()");
  }

  /**
   * Returns its loop.
   *
   * @return the loop
   */
  EventLoop loop();
}
