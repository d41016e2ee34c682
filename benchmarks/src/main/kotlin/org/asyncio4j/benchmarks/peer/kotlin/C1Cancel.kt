package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** Coroutines that delay for an hour and are cancelled. */
class C1Cancel : Workload {
  override fun run(load: Load): Long = runBlocking {
    var cancelled = 0L
    repeat(load.times()) { cancelled += cancelAll(load.tasks()) }
    cancelled
  }

  private suspend fun CoroutineScope.cancelAll(tasks: Int): Int {
    val jobs = List(tasks) { launch { delay(3_600_000) } }
    yield()
    jobs.forEach { it.cancel() }
    jobs.joinAll()
    return jobs.count { it.isCancelled }
  }
}
