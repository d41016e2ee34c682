/**
 * Runs workloads in processes of their own, in rounds over the peers, and keeps what they took.
 *
 * <p>Read {@link Rounds} first.
 */
@NullMarked
package org.asyncio4j.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
