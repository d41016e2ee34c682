/** CompletableFuture with one single-threaded executor as its loop. */
@NullMarked
package org.asyncio4j.benchmarks.peer.completablefuture;

import org.jspecify.annotations.NullMarked;
