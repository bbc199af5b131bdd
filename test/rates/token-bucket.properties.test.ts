import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TokenBucket } from "../../lib/rates/token-bucket.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Time passes, or somebody asks: at once, or to wait; some give up after a while. */
type Step =
  | { readonly passMs: number }
  | { readonly tryTake: number }
  | { readonly take: number; readonly giveUpAfterMs: number | null };

const capacities = fc.integer({ min: 1, max: 8 });
const rates = fc.oneof(
  fc.integer({ min: 1, max: 200 }),
  fc.double({ min: 0.1, max: 2000, noNaN: true }),
);
const steps = (capacity: number): fc.Arbitrary<Step[]> => {
  const n = fc.integer({ min: 1, max: capacity });
  const passMs = fc.oneof(fc.constant(0), fc.integer({ max: 50, min: 0 }), fc.nat({ max: 3000 }));
  const giveUpAfterMs = fc.option(fc.nat({ max: 200 }), { freq: 3 });
  return fc.array(
    fc.oneof(fc.record({ passMs }), fc.record({ tryTake: n }), {
      weight: 2,
      arbitrary: fc.record({ take: n, giveUpAfterMs }),
    }),
    { maxLength: 50, size: "max" },
  );
};
const trials = capacities.chain((capacity) =>
  fc.record({ capacity: fc.constant(capacity), ratePerSecond: rates, steps: steps(capacity) }),
);

interface Grant {
  readonly n: number;
  readonly atMs: number;
}

/** Takes the steps, and then waits until the line is empty. */
async function play(bucket: TokenBucket, steps: readonly Step[]) {
  const grants: Grant[] = [];
  const joined: number[] = [];
  const served: number[] = [];
  const controllers: AbortController[] = [];
  const gaveUp = new Set<number>();
  for (const [i, step] of steps.entries()) {
    if ("passMs" in step) {
      await vi.advanceTimersByTimeAsync(step.passMs);
    } else if ("tryTake" in step) {
      const n = step.tryTake;
      const promised = bucket.retryAfterMs(n);
      const isTaken = bucket.tryTake(n);
      expect(isTaken).toBe(promised === 0 && bucket.waiting === 0);
      if (isTaken) grants.push({ n, atMs: performance.now() });
    } else {
      const n = step.take;
      const controller = new AbortController();
      controllers.push(controller);
      joined.push(i);
      const timer =
        step.giveUpAfterMs !== null && setTimeout(() => controller.abort(i), step.giveUpAfterMs);
      bucket
        .take(n, { signal: controller.signal })
        .then(
          () => {
            grants.push({ n, atMs: performance.now() });
            served.push(i);
          },
          (reason) => {
            expect(reason).toBe(i);
            gaveUp.add(i);
          },
        )
        .finally(() => timer && clearTimeout(timer));
      // What is known at once, is noted at once.
      await vi.advanceTimersByTimeAsync(0);
    }
    // One for the line, and one for each who may give up.
    const mayGiveUp = joined
      .filter((i) => !served.includes(i) && !gaveUp.has(i))
      .filter((i) => {
        const one = steps[i];
        return one && "take" in one && one.giveUpAfterMs !== null;
      });
    expect(vi.getTimerCount() - mayGiveUp.length).toBe(bucket.waiting > 0 ? 1 : 0);
  }
  const drained = bucket.retryAfterMs();
  await vi.advanceTimersByTimeAsync(Math.ceil(drained) + 100);
  return { grants, joined, served, gaveUp, controllers };
}

test("gives away no more than capacity + rate × t in any window of t, whatever comes", async () => {
  await fc.assert(
    fc.asyncProperty(trials, async ({ capacity, ratePerSecond, steps }) => {
      const bucket = new TokenBucket({ capacity, ratePerSecond });
      const { grants } = await play(bucket, steps);
      for (const [from, first] of grants.entries()) {
        let taken = 0;
        for (const { n, atMs } of grants.slice(from)) {
          taken += n;
          const most = capacity + (ratePerSecond * (atMs - first.atMs)) / 1000;
          expect(taken).toBeLessThanOrEqual(most + 1e-6);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("serves who waits in order, loses nobody, and leaves nothing behind", async () => {
  await fc.assert(
    fc.asyncProperty(trials, async ({ capacity, ratePerSecond, steps }) => {
      const bucket = new TokenBucket({ capacity, ratePerSecond });
      const { joined, served, gaveUp, controllers } = await play(bucket, steps);
      expect(served).toEqual(joined.filter((i) => !gaveUp.has(i)));
      expect(bucket.waiting).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
      for (const { signal } of controllers) {
        expect(getEventListeners(signal, "abort")).toHaveLength(0);
      }
      await vi.advanceTimersByTimeAsync((capacity * 1000) / ratePerSecond + 1);
      expect(bucket.available).toBeCloseTo(capacity, 6);
    }),
    { numRuns: 300 },
  );
});

test("a line that is never empty gets all that the rate gives, if timers are on time", async () => {
  await fc.assert(
    fc.asyncProperty(
      capacities,
      // Tokens come at whole milliseconds, for which a timer can be set.
      fc.constantFrom(1, 2, 5, 10, 50, 100, 250, 500, 1000),
      fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 40 }),
      async (capacity, ratePerSecond, wishes) => {
        const sizes = wishes.map((n) => Math.min(n, capacity));
        const startMs = performance.now();
        const bucket = new TokenBucket({ capacity, ratePerSecond });
        let lastMs = startMs;
        for (const n of sizes) {
          bucket.take(n).then(() => {
            lastMs = performance.now();
          });
        }
        const total = sizes.reduce((sum, n) => sum + n, 0);
        const dueMs = Math.max(0, ((total - capacity) * 1000) / ratePerSecond);
        await vi.advanceTimersByTimeAsync(dueMs);
        expect(bucket.waiting).toBe(0);
        expect(lastMs - startMs).toBe(dueMs);
      },
    ),
    { numRuns: 300 },
  );
});
