package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** A producer and a consumer at a buffered channel. */
class W5Queue : Workload {
  override fun run(load: Load): Long = runBlocking {
    val channel = Channel<Int>(load.level())
    launch { repeat(load.times()) { channel.send(1) } }
    async {
          var sum = 0L
          repeat(load.times()) { sum += channel.receive() }
          sum
        }
        .await()
  }
}
