package org.asyncio4j.io.transport;

/**
 * A new connection.
 *
 * @param <P> the type of the protocol
 * @param transport the connection
 * @param protocol the protocol that was made for it
 */
public record Connected<P extends ConnectionProtocol>(Transport transport, P protocol) {}
