package org.asyncio4j.io.channel;

import java.util.function.Function;
import java.util.function.Supplier;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.io.transport.ConnectionProtocol;

/**
 * Makes the protocols of a server's connections.
 *
 * @param code makes one for a loop, on that loop
 * @param inline whether it runs no user's code
 */
public record ProtocolFactory(Function<Engine, ? extends ConnectionProtocol> code, boolean inline) {
  /**
   * Wraps a user's.
   *
   * @param factory the user's
   * @return the factory
   */
  public static ProtocolFactory of(Supplier<? extends ConnectionProtocol> factory) {
    return new ProtocolFactory(_ -> factory.get(), false);
  }

  ConnectionProtocol make(Engine engine) {
    return code.apply(engine);
  }
}
