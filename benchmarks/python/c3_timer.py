"""Timers that fire soon, or that are set for within an hour and cancelled."""

import asyncio
import random

SPREAD_SECONDS = 1e-8  # for each timer


async def fire_all(loop, tasks):
    delays = random.Random(1)
    last = loop.create_future()
    left = tasks

    def fire():
        nonlocal left
        left -= 1
        if left == 0:
            last.set_result(None)

    for _ in range(tasks):
        loop.call_later(delays.random() * SPREAD_SECONDS * tasks, fire)
    await last
    return tasks


def cancel_all(loop, tasks):
    delays = random.Random(1)
    timers = [loop.call_later(1 + delays.random() * 3600, print) for _ in range(tasks)]
    for timer in timers:
        timer.cancel()
    return sum(timer.cancelled() for timer in timers)


async def run(tasks, times, level):
    loop = asyncio.get_running_loop()
    done = 0
    for _ in range(times):
        if level == 0:
            done += await fire_all(loop, tasks)
        else:
            done += cancel_all(loop, tasks)
            await asyncio.sleep(0)
    return done
