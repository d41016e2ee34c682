"""A lock, held over sleep(0)."""

import asyncio


async def enter_again(lock, times):
    sections = 0
    for _ in range(times):
        async with lock:
            await asyncio.sleep(0)
            sections += 1
    return sections


async def run(tasks, times, level):
    lock = asyncio.Lock()
    return sum(await asyncio.gather(*[enter_again(lock, times) for _ in range(tasks)]))
