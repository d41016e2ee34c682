/** One package for each peer, one class for each workload, the same name in all. */
@NullMarked
package org.asyncio4j.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
