/** asyncio4j on either driver; read {@link Driver} first. */
@NullMarked
package org.asyncio4j.benchmarks.peer.asyncio4j;

import org.jspecify.annotations.NullMarked;
