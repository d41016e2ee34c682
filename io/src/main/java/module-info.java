/**
 * Sockets for asyncio4j: streams, servers, transports and protocols, Unix-domain sockets and
 * datagrams, on an NIO selector that takes the waiting place of the loop.
 */
module org.asyncio4j.io {
  requires static org.jspecify;
  requires transitive org.asyncio4j.core;

  exports org.asyncio4j.io;
  exports org.asyncio4j.io.stream;
  exports org.asyncio4j.io.transport;
}
