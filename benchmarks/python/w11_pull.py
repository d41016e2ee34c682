"""An async generator, and stages that map it."""


async def count(times):
    for _ in range(times):
        yield 1


async def mapped(source):
    async for item in source:
        yield item


async def run(tasks, times, level):
    items = count(times)
    for _ in range(level):
        items = mapped(items)
    done = 0
    async for item in items:
        done += item
    return done
