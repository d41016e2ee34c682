module asyncio4j.org/benchmarks

go 1.19
