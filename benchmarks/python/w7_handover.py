"""Tasks that call a function on a pool's thread."""

import asyncio
import concurrent.futures

THREADS = 4


def one():
    return 1


async def go_and_return(pool, times):
    loop = asyncio.get_running_loop()
    trips = 0
    for _ in range(times):
        trips += await loop.run_in_executor(pool, one)
    return trips


async def run(tasks, times, level):
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        return sum(await asyncio.gather(*[go_and_return(pool, times) for _ in range(tasks)]))
