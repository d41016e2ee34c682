package org.asyncio4j.io.channel;

import org.asyncio4j.io.transport.SubprocessProtocol;
import org.asyncio4j.io.transport.SubprocessTransport;
import org.jspecify.annotations.Nullable;

/**
 * A protocol of the library that runs no user's code, so that it is called wherever the loop meets
 * it, without a switch to a runner. None of its methods may throw.
 */
public interface InlineSubprocessProtocol extends SubprocessProtocol {
  @Override
  void connectionMade(SubprocessTransport transport);

  @Override
  void pipeDataReceived(int fd, byte[] data);

  @Override
  void pipeConnectionLost(int fd, @Nullable Throwable error);

  @Override
  void processExited();
}
