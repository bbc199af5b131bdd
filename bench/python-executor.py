"""What executors.bench.ts compares with: asyncio with a ProcessPoolExecutor of two workers.

Prints one JSON object; times are in microseconds a call, the best of several rounds.
"""

import asyncio
import json
import random
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor

WORKERS = 2


def noop():
    return 1


def total(values):
    return sum(values)


async def per_call(executor, calls, in_flight, fn, *args):
    loop = asyncio.get_running_loop()
    left = calls

    async def client():
        nonlocal left
        while left > 0:
            left -= 1
            await loop.run_in_executor(executor, fn, *args)

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(in_flight)))
    return (time.perf_counter() - start) / calls * 1e6


async def best(rounds, *args):
    return min([await per_call(*args) for _ in range(rounds)])


async def cold_start():
    start = time.perf_counter()
    with ProcessPoolExecutor(max_workers=WORKERS) as executor:
        await asyncio.get_running_loop().run_in_executor(executor, noop)
        return (time.perf_counter() - start) * 1e3


def resident_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def main():
    result = {"version": sys.version.split()[0]}
    result["coldStartMs"] = min([await cold_start() for _ in range(3)])
    with ProcessPoolExecutor(max_workers=WORKERS) as executor:
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(executor, noop) for _ in range(100)))
        result["one"] = await best(5, executor, 500, 1, noop)
        result["hundred"] = await best(5, executor, 2000, 100, noop)
        result["residentMb"] = await loop.run_in_executor(executor, resident_mb)
        result["floats"] = {}
        for size in (10**4, 10**5, 10**6):
            values = [random.random() for _ in range(size)]
            calls = max(3, 10**6 // size // 4)
            result["floats"][size] = await best(3, executor, calls, 1, total, values)
    print(json.dumps(result))


asyncio.run(main())
