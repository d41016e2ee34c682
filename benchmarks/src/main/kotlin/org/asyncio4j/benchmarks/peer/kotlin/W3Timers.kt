package org.asyncio4j.benchmarks.peer.kotlin

import java.util.SplittableRandom
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.asyncio4j.benchmarks.Load
import org.asyncio4j.benchmarks.Workload

/** Coroutines that delay, each for another time. */
class W3Timers : Workload {
  override fun run(load: Load): Long = runBlocking {
    val random = SplittableRandom(1)
    List(load.tasks()) {
          val millis = random.nextInt(load.level() + 1).toLong()
          async {
            delay(millis)
            1L
          }
        }
        .awaitAll()
        .sum()
  }
}
