/** A bare selector of the JDK, and nothing above it. */
@NullMarked
package org.asyncio4j.benchmarks.peer.nio;

import org.jspecify.annotations.NullMarked;
