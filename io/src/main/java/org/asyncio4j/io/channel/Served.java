package org.asyncio4j.io.channel;

import java.nio.channels.SocketChannel;

/** Where a server's connections go. On the server's loop. */
interface Served {
  /** Takes a connection; it is given back to the server when it has ended. */
  void take(SocketChannel accepted);

  void closeAll();

  void abortAll();
}
