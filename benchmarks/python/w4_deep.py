"""Tasks that call down some levels, sleep(0) there, and return."""

import asyncio


async def call(depth):
    if depth == 0:
        await asyncio.sleep(0)
        return 0
    return await call(depth - 1) + 1


async def descend(times, depth):
    levels = 0
    for _ in range(times):
        levels += await call(depth)
    return levels


async def run(tasks, times, level):
    levels = await asyncio.gather(*[descend(times, level) for _ in range(tasks)])
    return sum(levels) // level
