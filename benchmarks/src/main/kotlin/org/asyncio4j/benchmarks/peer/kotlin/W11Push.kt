package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.runBlocking
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** A flow, which pushes into its collector. */
class W11Push : Workload {
  override fun run(load: Load): Long = runBlocking {
    var items: Flow<Int> = flow { repeat(load.times()) { emit(1) } }
    repeat(load.level()) { items = items.map { it } }
    var sum = 0L
    items.collect { sum += it }
    sum
  }
}
