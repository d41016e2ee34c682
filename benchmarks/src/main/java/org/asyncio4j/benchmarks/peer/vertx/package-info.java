/** Vert.x in callbacks on one event loop. */
@NullMarked
package org.asyncio4j.benchmarks.peer.vertx;

import org.jspecify.annotations.NullMarked;
