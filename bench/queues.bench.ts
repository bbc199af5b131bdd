// npm run bench -- queues: BoundedQueue beside asyncio.Queue, p-queue and fastq, in one run.

import { execFileSync } from "node:child_process";
import { table } from "concurrency-lab";
import fastq from "fastq";
import PQueue from "p-queue";
import { BoundedQueue } from "../lib/queues/bounded-queue.ts";
import { findEnvironment } from "../scripts/environment.mjs";

const rounds = 5;
const items = 200_000;
const waiting = 1000;
const work = async (_item: number) => {};

async function produce(queue: BoundedQueue<number>, count: number) {
  for (let n = 0; n < count; n++) await queue.put(n);
}
async function consume(queue: BoundedQueue<number>, count: number) {
  for (let n = 0; n < count; n++) await queue.get();
}

/** What is measured, by its name: each handles `items` items, in the order of the Python below. */
const ours: Record<string, (queue: BoundedQueue<number>) => unknown> = {
  "put, then get, in one task": async (queue) => {
    for (let n = 0; n < items; n++) {
      await queue.put(n);
      await queue.get();
    }
  },
  "one producer, one consumer": (queue) =>
    Promise.all([produce(queue, items), consume(queue, items)]),
  "the same, the consumer waits": (queue) =>
    Promise.all([consume(queue, items), produce(queue, items)]),
  "tryPut, then tryGet": (queue) => {
    for (let n = 0; n < items; n++) {
      queue.tryPut(n);
      queue.tryGet();
    }
  },
  "1,000 waiting putters": async (queue) => {
    const producers = Array.from({ length: waiting }, () => produce(queue, items / waiting));
    await consume(queue, items);
    await Promise.all(producers);
  },
  "a worker that does nothing": async (queue) => {
    const loop = async () => {
      for await (const item of queue) await work(item);
    };
    const worked = loop();
    await produce(queue, items);
    queue.close();
    await worked;
  },
};

// These have no bound: all items are in memory before the first is worked on.
const others: Record<string, () => Promise<unknown>> = {
  "p-queue": async () => {
    const queue = new PQueue({ concurrency: 1 });
    for (let n = 0; n < items; n++) queue.add(() => work(n));
    await queue.onIdle();
  },
  fastq: async () => {
    const queue = fastq.promise(work, 1);
    for (let n = 0; n < items; n++) queue.push(n);
    await queue.drained();
  },
};

const program = `
import asyncio, json, time
items, waiting = ${items}, ${waiting}

async def work(item): pass
async def produce(queue, count):
    for n in range(count): await queue.put(n)
async def consume(queue, count):
    for n in range(count): await queue.get()

async def pairs(queue):
    for n in range(items):
        await queue.put(n)
        await queue.get()
async def producer_first(queue):
    await asyncio.gather(produce(queue, items), consume(queue, items))
async def consumer_first(queue):
    await asyncio.gather(consume(queue, items), produce(queue, items))
async def nowait(queue):
    for n in range(items):
        queue.put_nowait(n)
        queue.get_nowait()
async def putters(queue):
    producers = [asyncio.create_task(produce(queue, items // waiting)) for _ in range(waiting)]
    await consume(queue, items)
    await asyncio.gather(*producers)
async def worker(queue):
    async def loop():
        while (item := await queue.get()) is not None: await work(item)
    task = asyncio.create_task(loop())
    await produce(queue, items)
    await queue.put(None)
    await task

async def seconds(measure):
    queue = asyncio.Queue(10)
    started = time.perf_counter()
    await measure(queue)
    return time.perf_counter() - started
async def main():
    measures = [pairs, producer_first, consumer_first, nowait, putters, worker]
    print(json.dumps([await seconds(measure) for measure in measures]))
asyncio.run(main())
`;

const best = new Map<string, number>();
const note = (name: string, seconds: number) => {
  best.set(name, Math.max(best.get(name) ?? 0, items / seconds));
};
const scenarios = Object.keys(ours);
const { python } = findEnvironment();
// In turn, so that what else the machine does disturbs all alike.
for (let round = 0; round < rounds; round++) {
  for (const [name, measure] of Object.entries({ ...ours, ...others })) {
    const started = performance.now();
    await measure(new BoundedQueue({ maxSize: 10 }));
    note(name, (performance.now() - started) / 1000);
  }
  const seconds: number[] = JSON.parse(execFileSync(python, ["-c", program], { encoding: "utf8" }));
  for (const [n, scenario] of scenarios.entries()) note(`asyncio: ${scenario}`, seconds[n] ?? NaN);
}

const rate = (name: string) => best.get(name) ?? Number.NaN;
console.log(
  table(
    scenarios.map((scenario) => ({
      scenario,
      "BoundedQueue (items/s)": Math.round(rate(scenario)),
      "asyncio.Queue (items/s)": Math.round(rate(`asyncio: ${scenario}`)),
      ratio: (rate(scenario) / rate(`asyncio: ${scenario}`)).toFixed(1),
    })),
    { title: `maxSize 10, ${items.toLocaleString("en-US")} items, best of ${rounds}` },
  ),
);
const worker = "a worker that does nothing";
console.log(
  table(
    [worker, ...Object.keys(others), `asyncio: ${worker}`].map((name) => ({
      "one worker that does nothing": name === worker ? "BoundedQueue" : name.split(":")[0],
      "items/s": Math.round(rate(name)),
      "ratio to BoundedQueue": (rate(name) / rate(worker)).toFixed(2),
    })),
  ),
);
