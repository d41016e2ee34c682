/** What {@code benchmarks/run} can do; read {@link Main} first. */
@NullMarked
package org.asyncio4j.benchmarks.command;

import org.jspecify.annotations.NullMarked;
