"""Tasks that each await a future of their own."""

import asyncio
import gc

MEASURES_MEMORY = True


def resident():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return float("nan")


async def wait(gate):
    await gate
    return 1


async def run(tasks, times, level):
    gc.collect()
    before = resident()
    loop = asyncio.get_running_loop()
    gates = [loop.create_future() for _ in range(tasks)]
    waiting = [asyncio.create_task(wait(gate)) for gate in gates]
    await asyncio.sleep(0)
    gc.collect()
    print("rss", (resident() - before) / tasks)
    for gate in gates:
        gate.set_result(None)
    return sum(await asyncio.gather(*waiting))
