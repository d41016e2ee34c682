package org.asyncio4j.benchmarks.peer.kotlin

import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** A program that says hello from a coroutine. */
object W10Start {
  @JvmStatic
  fun main(args: Array<String>) = runBlocking {
    yield()
    println("hello")
  }
}
