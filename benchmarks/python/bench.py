"""Runs one workload and prints what it took.

    bench.py asyncio|uvloop NAME TASKS TIMES LEVEL

NAME is a module of this folder whose coroutine function run(tasks, times, level) returns how many
operations it has done. Output: "seconds NUMBER" for one run, and "peak MEGABYTES". A module with
MEASURES_MEMORY prints "rss BYTES" itself.
"""

import asyncio
import importlib
import resource
import statistics
import sys
import time

ENOUGH_SECONDS = 5.0
MOST_RUNS = 3


def use(loop):
    if loop == "uvloop":
        import uvloop

        uvloop.install()
    elif loop != "asyncio":
        sys.exit(f"bench.py: loop '{loop}' (expected: asyncio, uvloop)")


def timed(run, tasks, times, level):
    start = time.perf_counter()
    done = asyncio.run(run(tasks, times, level))
    seconds = time.perf_counter() - start
    if done != tasks * times:
        sys.exit(f"bench.py: {done} operations (expected: {tasks * times})")
    return seconds


def main(loop, name, *numbers):
    use(loop)
    tasks, times, level = map(int, numbers)
    module = importlib.import_module(name)
    run = module.run
    if getattr(module, "MEASURES_MEMORY", False):
        timed(run, tasks, times, level)  # once: a second run would reuse what the first has left
        return
    timed(run, max(1, tasks // 10), max(1, times // 10), level)  # a rehearsal
    seconds = []
    while len(seconds) < MOST_RUNS and sum(seconds) < ENOUGH_SECONDS:
        seconds.append(timed(run, tasks, times, level))
    print("seconds", statistics.median(seconds))
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


if __name__ == "__main__":
    main(*sys.argv[1:])
