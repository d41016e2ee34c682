/** Vert.x with await, on a virtual-thread context. */
@NullMarked
package org.asyncio4j.benchmarks.peer.vertxvt;

import org.jspecify.annotations.NullMarked;
