"""Tasks that sleep for an hour and are cancelled."""

import asyncio


async def cancel_all(tasks):
    sleeping = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(tasks)]
    await asyncio.sleep(0)
    for task in sleeping:
        task.cancel()
    results = await asyncio.gather(*sleeping, return_exceptions=True)
    return sum(isinstance(result, asyncio.CancelledError) for result in results)


async def run(tasks, times, level):
    cancelled = 0
    for _ in range(times):
        cancelled += await cancel_all(tasks)
    return cancelled
