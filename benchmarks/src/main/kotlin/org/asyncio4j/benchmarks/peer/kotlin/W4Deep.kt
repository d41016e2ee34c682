package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** Coroutines that call down some levels, yield there, and return. */
class W4Deep : Workload {
  override fun run(load: Load): Long = runBlocking {
    List(load.tasks()) { async { descend(load.times(), load.level()) } }.awaitAll().sum() /
        load.level()
  }

  private suspend fun descend(times: Int, depth: Int): Long {
    var sum = 0L
    repeat(times) { sum += call(depth) }
    return sum
  }

  private suspend fun call(depth: Int): Int {
    if (depth == 0) {
      yield()
      return 0
    }
    return call(depth - 1) + 1
  }
}
