/** Netty's handlers on one event loop, without a library above it. */
@NullMarked
package org.asyncio4j.benchmarks.peer.netty;

import org.jspecify.annotations.NullMarked;
