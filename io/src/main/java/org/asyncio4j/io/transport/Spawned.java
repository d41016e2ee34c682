package org.asyncio4j.io.transport;

/**
 * A new child.
 *
 * @param <P> the type of the protocol
 * @param transport the child
 * @param protocol the protocol that was made for it
 */
public record Spawned<P extends SubprocessProtocol>(SubprocessTransport transport, P protocol) {}
