/** Virtual threads, on the JDK's scheduler or on one of our own with a single thread. */
@NullMarked
package org.asyncio4j.benchmarks.peer.vt;

import org.jspecify.annotations.NullMarked;
