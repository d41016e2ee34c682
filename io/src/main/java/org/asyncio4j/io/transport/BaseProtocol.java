package org.asyncio4j.io.transport;

import org.jspecify.annotations.Nullable;

/**
 * What every protocol hears of its transport. Its methods are called in the loop, one at a time.
 *
 * <pre>
 *   connectionMade --> (data, pauseWriting, resumeWriting)* --> eofReceived? --> connectionLost
 * </pre>
 *
 * <p>{@code asyncio.BaseProtocol}, 3.14. What a method throws goes to the exception handler; from
 * the methods that take data it also ends the connection.
 */
public interface BaseProtocol {
  /**
   * The connection is gone. Called exactly once, last.
   *
   * @param error why; null after {@code close}, {@code abort} or the other side's end
   * @throws Exception whatever goes wrong
   */
  default void connectionLost(@Nullable Throwable error) throws Exception {}

  /**
   * More waits to be sent than the high-water mark allows.
   *
   * @throws Exception whatever goes wrong
   */
  default void pauseWriting() throws Exception {}

  /**
   * No more waits to be sent than the low-water mark allows.
   *
   * @throws Exception whatever goes wrong
   */
  default void resumeWriting() throws Exception {}
}
