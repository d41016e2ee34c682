/**
 * Workloads of concurrency, run by asyncio4j and by its peers in the same round.
 *
 * <p>Read {@link Row} first: it lists the workloads. The code of one workload for one peer is one
 * class, found by name: {@code peer.kotlin.W2Spawn} is workload W2 of Kotlin. Package {@code
 * harness} runs and times them, package {@code report} writes tables and plots.
 */
@NullMarked
package org.asyncio4j.benchmarks;

import org.jspecify.annotations.NullMarked;
