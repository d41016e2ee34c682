/** The JDK's bare continuation: what no program with plain call stacks can beat. */
@NullMarked
package org.asyncio4j.benchmarks.peer.limit;

import org.jspecify.annotations.NullMarked;
