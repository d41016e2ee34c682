package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload
import org.asyncio4j.benchmarks.peer.Pool

/** Coroutines that call a function in the context of a pool, again and again. */
class W7Handover : Workload {
  private val pool = Pool.start()
  private val dispatcher = pool.asCoroutineDispatcher()

  override fun run(load: Load): Long = runBlocking {
    List(load.tasks()) { async { goAndReturn(load.times()) } }.awaitAll().sum()
  }

  private suspend fun goAndReturn(times: Int): Long {
    var trips = 0L
    repeat(times) { trips += withContext(dispatcher) { Pool.one() } }
    return trips
  }

  override fun close() = pool.shutdown()
}
