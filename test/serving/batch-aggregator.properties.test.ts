import { BatchAggregator } from "concurrency-lab-serving";
import fc from "fast-check";
import { expect, test } from "vitest";

/** What happens next. */
type Step =
  | { readonly kind: "submit"; readonly givesUp: boolean }
  | { readonly kind: "end"; readonly batch: number; readonly fails: boolean }
  | { readonly kind: "abort"; readonly request: number }
  | { readonly kind: "turn" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("submit"), givesUp: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("end"),
      batch: fc.nat({ max: 3 }),
      fails: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("abort"), request: fc.nat({ max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("turn") }) },
) as fc.Arbitrary<Step>;

const broken = new Error("broken");

test("each request is in exactly one batch, or was given up; batches are in order, and never too large or too many", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(0, 1),
      fc.array(step, { maxLength: 60, size: "max" }),
      async (maxBatchSize, maxConcurrentBatches, lingerMs, steps) => {
        const batches: (readonly number[])[] = [];
        const running: { readonly end: (fails: boolean) => void }[] = [];
        let peakRunning = 0;
        const process = async (inputs: readonly number[]) => {
          batches.push(inputs);
          const ended = Promise.withResolvers<boolean>();
          const own = { end: ended.resolve };
          running.push(own);
          peakRunning = Math.max(peakRunning, running.length);
          const fails = await ended.promise;
          running.splice(running.indexOf(own), 1);
          if (fails) throw broken;
          return inputs;
        };
        const options = { maxBatchSize, maxConcurrentBatches, lingerMs };
        const aggregator = new BatchAggregator<number, number>(process, options);
        const controllers: AbortController[] = [];
        const outcomes: Promise<number | string>[] = [];

        for (const now of steps) {
          if (now.kind === "turn") await new Promise(setImmediate);
          if (now.kind === "end") running[now.batch]?.end(now.fails);
          if (now.kind === "abort") controllers.at(-1 - now.request)?.abort("given up");
          if (now.kind === "submit") {
            const controller = new AbortController();
            const n = controllers.push(controller) - 1;
            const { signal } = controller;
            outcomes.push(
              aggregator
                .submit(n, { signal })
                .catch((error) => (error === broken ? "broken" : String(error))),
            );
            if (now.givesUp) void Promise.resolve().then(() => controller.abort("given up"));
          }
        }
        const closing = aggregator.close();
        while (!aggregator.isIdle) {
          for (const one of [...running]) one.end(false);
          await new Promise(setImmediate);
        }
        await closing;

        expect(peakRunning).toBeLessThanOrEqual(maxConcurrentBatches);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(maxBatchSize);
        }
        const batched = batches.flat();
        expect(batched).toEqual(batched.toSorted((a, b) => a - b));
        expect(new Set(batched).size).toBe(batched.length);
        for (const [n, outcome] of (await Promise.all(outcomes)).entries()) {
          if (!batched.includes(n)) expect(outcome).toBe("given up");
          else expect([n, "broken", "given up"]).toContain(outcome);
        }
        expect(aggregator.counts).toMatchObject({
          waiting: 0,
          running: 0,
          batched: batched.length,
        });
      },
    ),
    { numRuns: 300 },
  );
});
