"""A producer and a consumer at a queue."""

import asyncio


async def produce(queue, times):
    for _ in range(times):
        await queue.put(1)


async def consume(queue, times):
    done = 0
    for _ in range(times):
        done += await queue.get()
    return done


async def run(tasks, times, level):
    queue = asyncio.Queue(level)
    _, done = await asyncio.gather(produce(queue, times), consume(queue, times))
    return done
