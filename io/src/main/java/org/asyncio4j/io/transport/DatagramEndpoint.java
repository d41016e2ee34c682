package org.asyncio4j.io.transport;

/**
 * A new endpoint for datagrams.
 *
 * @param <P> the type of the protocol
 * @param transport the endpoint
 * @param protocol the protocol that was made for it
 */
public record DatagramEndpoint<P extends DatagramProtocol>(
    DatagramTransport transport, P protocol) {}
