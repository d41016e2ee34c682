"""Tasks that sleep(0) again and again."""

import asyncio


async def sleep_zero(times):
    for _ in range(times):
        await asyncio.sleep(0)
    return times


async def run(tasks, times, level):
    return sum(await asyncio.gather(*[sleep_zero(times) for _ in range(tasks)]))
