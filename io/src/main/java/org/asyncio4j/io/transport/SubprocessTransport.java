package org.asyncio4j.io.transport;

import java.util.List;
import org.asyncio4j.loop.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A child process and its pipes.
 *
 * <pre>
 *   running --it ends--> exited --all pipes are closed--> lost
 *      \----close: it is killed, the pipes are closed------^
 * </pre>
 *
 * <p><b>Threads.</b> The loop's; {@code pid}, {@code returncode}, {@code command} and {@code
 * toString} any.
 *
 * <p>{@code asyncio.SubprocessTransport}, 3.14.
 */
public interface SubprocessTransport extends AutoCloseable {
  /**
   * Returns the child's number.
   *
   * @return the number
   */
  long pid();

  /**
   * Returns what was started.
   *
   * @return the program and its arguments
   */
  List<String> command();

  /**
   * Returns how the child has ended.
   *
   * @return its exit code; {@code -n} if signal {@code n} has ended it; null while that is not
   *     known
   */
  @Nullable Integer returncode();

  /**
   * Returns the transport of a pipe.
   *
   * @param fd 0 for the child's input, 1 for its output, 2 for its error output
   * @return a {@link WriteTransport} for 0, a {@link ReadTransport} for the others; null if that is
   *     no pipe
   */
  @Nullable BaseTransport pipeTransport(int fd);

  /**
   * Sends the child a signal. Any but {@code SIGTERM} and {@code SIGKILL} holds the loop for some
   * milliseconds, since the JDK sends none: a shell does.
   *
   * @param signal the signal
   * @throws ProcessLookupException if the child has ended
   * @throws UnsupportedOperationException if this system has no such signal
   */
  void sendSignal(Signal signal);

  /**
   * Asks the child to end, by {@code SIGTERM}.
   *
   * @throws ProcessLookupException if the child has ended
   */
  void terminate();

  /**
   * Ends the child at once, by {@code SIGKILL}.
   *
   * @throws ProcessLookupException if the child has ended
   */
  void kill();

  /**
   * Tells whether it was closed.
   *
   * @return true if so
   */
  boolean closing();

  /** Closes the pipes and kills the child if it still runs. Does not wait. */
  @Override
  void close();
}
