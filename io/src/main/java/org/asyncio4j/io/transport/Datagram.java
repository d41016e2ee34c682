package org.asyncio4j.io.transport;

import java.net.SocketAddress;

/**
 * A datagram and who has sent it.
 *
 * @param data its content
 * @param sender who has sent it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of two results; nobody compares it
public record Datagram(byte[] data, SocketAddress sender) {}
