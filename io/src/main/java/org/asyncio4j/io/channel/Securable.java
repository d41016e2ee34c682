package org.asyncio4j.io.channel;

import java.nio.ByteBuffer;
import org.asyncio4j.io.transport.Transport;

/** A connection that can lie below TLS. The loop's thread only. */
interface Securable extends Transport {
  /**
   * Gives the sending side to TLS for good: everybody else's writes are refused from now on, since
   * plain bytes between records break the stream.
   *
   * @throws IllegalStateException if TLS has it already, or it cannot send now
   */
  void giveToTls();

  /**
   * Sends records; drops them in silence if the connection is lost, of which TLS hears by itself.
   *
   * @param records they; may be changed after the call
   */
  void writeRecords(ByteBuffer records);
}
