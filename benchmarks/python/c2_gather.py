"""Futures, gathered while pending, done by a callback each."""

import asyncio


async def gather_all(loop, tasks):
    futures = [loop.create_future() for _ in range(tasks)]
    for future in futures:
        loop.call_soon(future.set_result, 1)
    return sum(await asyncio.gather(*futures))


async def run(tasks, times, level):
    loop = asyncio.get_running_loop()
    done = 0
    for _ in range(times):
        done += await gather_all(loop, tasks)
    return done
