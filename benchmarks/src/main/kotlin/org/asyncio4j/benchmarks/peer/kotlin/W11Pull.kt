package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.runBlocking
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** A producer coroutine behind a channel without a buffer, from which its consumer pulls. */
@OptIn(ExperimentalCoroutinesApi::class)
class W11Pull : Workload {
  override fun run(load: Load): Long = runBlocking {
    var items: ReceiveChannel<Int> = produce { repeat(load.times()) { send(1) } }
    repeat(load.level()) { items = map(items) }
    var sum = 0L
    for (item in items) {
      sum += item
    }
    sum
  }

  private fun CoroutineScope.map(source: ReceiveChannel<Int>): ReceiveChannel<Int> = produce {
    for (item in source) {
      send(item)
    }
  }
}
