package org.asyncio4j.io.transport;

import org.jspecify.annotations.Nullable;

/**
 * What hears of a child and its pipes. Its methods are called in the loop, one at a time.
 *
 * <pre>
 *   connectionMade --> (pipeDataReceived | pipeConnectionLost | processExited)* --> connectionLost
 * </pre>
 *
 * <p>The end of the child and the ends of its pipes come in any order; {@code connectionLost} comes
 * when all have. A pipe may stay open after the child: whoever else the child has given it to.
 *
 * <p>{@code asyncio.SubprocessProtocol}, 3.14.
 */
public interface SubprocessProtocol extends BaseProtocol {
  /**
   * The child runs.
   *
   * @param transport the child
   * @throws Exception whatever goes wrong
   */
  default void connectionMade(SubprocessTransport transport) throws Exception {}

  /**
   * The child has written something.
   *
   * @param fd 1 for its output, 2 for its error output
   * @param data the bytes, at least one; they are the protocol's own
   * @throws Exception whatever goes wrong
   */
  default void pipeDataReceived(int fd, byte[] data) throws Exception {}

  /**
   * A pipe is closed.
   *
   * @param fd 0 for the child's input, 1 for its output, 2 for its error output
   * @param error what has broken it, or null
   * @throws Exception whatever goes wrong
   */
  default void pipeConnectionLost(int fd, @Nullable Throwable error) throws Exception {}

  /**
   * The child has ended: {@link SubprocessTransport#returncode} tells how.
   *
   * @throws Exception whatever goes wrong
   */
  default void processExited() throws Exception {}
}
