package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** Coroutines that do nothing, all of them awaited. */
class W2Spawn : Workload {
  override fun run(load: Load): Long = runBlocking {
    var done = 0L
    repeat(load.times()) { done += List(load.tasks()) { async { 1L } }.awaitAll().sum() }
    done
  }
}
