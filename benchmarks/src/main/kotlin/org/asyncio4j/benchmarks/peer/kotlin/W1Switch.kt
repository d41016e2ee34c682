package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** Coroutines that yield again and again. */
class W1Switch : Workload {
  override fun run(load: Load): Long = runBlocking {
    List(load.tasks()) { async { yieldAgain(load.times()) } }.awaitAll().sum()
  }

  private suspend fun yieldAgain(times: Int): Long {
    var switches = 0L
    repeat(times) {
      yield()
      switches++
    }
    return switches
  }
}
