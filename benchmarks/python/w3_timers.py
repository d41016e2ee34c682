"""Tasks that sleep, each for another time."""

import asyncio
import random


async def sleep(milliseconds):
    await asyncio.sleep(milliseconds / 1000)
    return 1


async def run(tasks, times, level):
    delays = random.Random(1)
    return sum(await asyncio.gather(*[sleep(delays.randint(0, level)) for _ in range(tasks)]))
