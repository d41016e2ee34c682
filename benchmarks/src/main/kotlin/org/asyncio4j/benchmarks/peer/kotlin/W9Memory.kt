package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.asyncio4j.benchmarks.HeldTasks

/** Coroutines that each await a deferred of their own. */
class W9Memory : HeldTasks {
  override fun hold(tasks: Int, whileSuspended: Runnable): Long = runBlocking {
    val gates = List(tasks) { CompletableDeferred<Unit>() }
    val all =
        gates.map { gate ->
          async {
            gate.await()
            1L
          }
        }
    yield()
    whileSuspended.run()
    gates.forEach { it.complete(Unit) }
    all.awaitAll().sum()
  }
}
