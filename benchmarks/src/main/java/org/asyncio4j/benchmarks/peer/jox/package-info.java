/** Jox channels between virtual threads. */
@NullMarked
package org.asyncio4j.benchmarks.peer.jox;

import org.jspecify.annotations.NullMarked;
