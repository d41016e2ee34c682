package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.yield
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** A mutex, held over a yield. */
class W6Lock : Workload {
  private val mutex = Mutex()
  private var sections = 0L

  override fun run(load: Load): Long {
    sections = 0
    runBlocking { repeat(load.tasks()) { launch { enterAgain(load.times()) } } }
    return sections
  }

  private suspend fun enterAgain(times: Int) {
    repeat(times) {
      mutex.withLock {
        yield()
        sections++
      }
    }
  }
}
