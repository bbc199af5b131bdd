import { getEventListeners } from "node:events";
import { type AggregatorOptions, BatchAggregator, type BatchRecord } from "concurrency-lab-serving";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

/** A model whose batches end when the test says so. */
class Model {
  readonly batches: (readonly number[])[] = [];
  readonly #ends: PromiseWithResolvers<void>[] = [];

  readonly process = async (inputs: readonly number[]): Promise<number[]> => {
    const end = Promise.withResolvers<void>();
    this.batches.push(inputs);
    this.#ends.push(end);
    await end.promise;
    return inputs.map((n) => 10 * n);
  };

  async end(batch: number): Promise<void> {
    this.#ends[batch]?.resolve();
    await turns();
  }

  async fail(batch: number, error: Error): Promise<void> {
    this.#ends[batch]?.reject(error);
    await turns();
  }
}

/** Lets everything happen that can happen without a timer. */
const turns = async () => {
  for (let n = 0; n < 10; n++) await Promise.resolve();
};

let model: Model;
const aggregatorOf = (options: AggregatorOptions) => new BatchAggregator(model.process, options);

beforeEach(() => {
  vi.useFakeTimers();
  model = new Model();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("a batch begins", () => {
  test("when it is full, whatever the linger", async () => {
    const aggregator = aggregatorOf({ maxBatchSize: 3, lingerMs: 1000 });
    const answers = [1, 2, 3].map((n) => aggregator.submit(n));
    expect(model.batches).toEqual([[1, 2, 3]]);
    await model.end(0);
    expect(await Promise.all(answers)).toEqual([10, 20, 30]);
  });

  test("when its first request has waited for the linger, which later ones do not start anew", async () => {
    const aggregator = aggregatorOf({ lingerMs: 50 });
    const answers = [];
    for (const n of [1, 2, 3]) {
      answers.push(aggregator.submit(n));
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(model.batches).toEqual([[1, 2, 3]]);
    await model.end(0);
    expect(await Promise.all(answers)).toEqual([10, 20, 30]);
  });

  test("at the end of the turn, if there is no linger", async () => {
    const aggregator = aggregatorOf({ lingerMs: 0 });
    const answers = [aggregator.submit(1), aggregator.submit(2)];
    expect(model.batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(model.batches).toEqual([[1, 2]]);
    await model.end(0);
    expect(await Promise.all(answers)).toEqual([10, 20]);
  });

  test.each([0, 5])(
    "as soon as a worker is idle, with what has lingered: %d ms",
    async (lingerMs) => {
      const aggregator = aggregatorOf({ maxBatchSize: 2, lingerMs });
      const answers = [1, 2].map((n) => aggregator.submit(n));
      await vi.advanceTimersByTimeAsync(lingerMs);
      answers.push(...[3, 4, 5].map((n) => aggregator.submit(n)));
      await vi.advanceTimersByTimeAsync(100);
      expect(model.batches).toEqual([[1, 2]]);
      await model.end(0);
      expect(model.batches).toEqual([
        [1, 2],
        [3, 4],
      ]);
      await model.end(1);
      expect(model.batches).toEqual([[1, 2], [3, 4], [5]]);
      await model.end(2);
      expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50]);
    },
  );

  test("beside others, as many as may be", async () => {
    const aggregator = aggregatorOf({ maxBatchSize: 1, maxConcurrentBatches: 2 });
    const answers = [1, 2, 3].map((n) => aggregator.submit(n));
    expect(model.batches).toEqual([[1], [2]]);
    expect(aggregator.counts).toMatchObject({ waiting: 1, running: 2, batches: 2 });
    await model.end(1);
    expect(model.batches).toEqual([[1], [2], [3]]);
    await Promise.all([model.end(0), model.end(2)]);
    expect(await Promise.all(answers)).toEqual([10, 20, 30]);
  });
});

describe("a request that is given up", () => {
  test("by its signal leaves the queue, and takes no place in a batch", async () => {
    const aggregator = aggregatorOf({ maxBatchSize: 2, lingerMs: 10 });
    const controller = new AbortController();
    const reason = new Error("gone");
    const first = aggregator.submit(1, { signal: controller.signal });
    controller.abort(reason);
    await expect(first).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    const answers = [aggregator.submit(2), aggregator.submit(3)];
    expect(model.batches).toEqual([[2, 3]]);
    await model.end(0);
    await Promise.all(answers);
    expect(aggregator.counts).toEqual({
      waiting: 0,
      running: 0,
      batches: 1,
      batched: 2,
      dropped: 1,
    });
  });

  test("by its signal while it is in a batch is answered at once", async () => {
    const aggregator = aggregatorOf({ maxBatchSize: 2 });
    const controller = new AbortController();
    const answers = [aggregator.submit(1, { signal: controller.signal }), aggregator.submit(2)];
    controller.abort("gone");
    await expect(answers[0]).rejects.toBe("gone");
    await model.end(0);
    expect(await answers[1]).toBe(20);
  });

  test("before it came is not taken", async () => {
    const aggregator = aggregatorOf({});
    await expect(aggregator.submit(1, { signal: AbortSignal.abort("no") })).rejects.toBe("no");
    expect(aggregator.isIdle).toBe(true);
  });

  test("by the time it took, waiting or in a batch", async () => {
    const aggregator = aggregatorOf({ maxBatchSize: 1, timeoutMs: 100 });
    const outcomes = [1, 2].map((n) => aggregator.submit(n).catch(String));
    await vi.advanceTimersByTimeAsync(60);
    outcomes.push(aggregator.submit(3).catch(String));
    await vi.advanceTimersByTimeAsync(40);
    const late = "TimeoutError: Not done within 100 ms";
    expect(await Promise.all(outcomes.slice(0, 2))).toEqual([late, late]);
    await model.end(0);
    expect(model.batches).toEqual([[1], [3]]);
    await vi.advanceTimersByTimeAsync(60);
    expect(await outcomes[2]).toBe(late);
    await model.end(1);
  });

  test("is dropped before it is batched, even if the timer is late", async () => {
    let time = 0;
    const aggregator = aggregatorOf({ maxBatchSize: 1, timeoutMs: 100, now: () => time });
    const outcomes = [1, 2, 3].map((n) => aggregator.submit(n).catch(String));
    time = 50;
    outcomes.push(aggregator.submit(4).catch(String));
    time = 100;
    await model.end(0);
    expect(model.batches).toEqual([[1], [4]]);
    await model.end(1);
    const late = "TimeoutError: Not done within 100 ms";
    // The first was late, too, but its batch came before its timer.
    expect(await Promise.all(outcomes)).toEqual([10, late, late, 40]);
  });

  test("leaves no listener on its signal, however it ends", async () => {
    const aggregator = aggregatorOf({ maxBatchSize: 1, timeoutMs: 100 });
    const { signal } = new AbortController();
    const answers = [1, 2, 3].map((n) => aggregator.submit(n, { signal }).catch(() => {}));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await model.end(0);
    await model.fail(1, new Error("no"));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    await model.end(2);
    await Promise.all(answers);
  });
});

describe("a batch that fails", () => {
  test("fails its own requests alone", async () => {
    const aggregator = aggregatorOf({ maxBatchSize: 2 });
    const outcomes = [1, 2, 3, 4].map((n) => aggregator.submit(n).catch(String));
    await model.fail(0, new Error("broken"));
    await model.end(1);
    expect(await Promise.all(outcomes)).toEqual(["Error: broken", "Error: broken", 30, 40]);
  });

  test("may throw at once, or give too few outputs", async () => {
    const onBatch = vi.fn<(batch: BatchRecord) => void>();
    const thrower = new BatchAggregator<number, number>(
      () => {
        throw new Error("at once");
      },
      { maxBatchSize: 1, onBatch },
    );
    await expect(thrower.submit(1)).rejects.toThrow("at once");
    const miser = new BatchAggregator<number, number>(async () => [1], {
      maxBatchSize: 2,
      onBatch,
    });
    const outcomes = [miser.submit(1), miser.submit(2)];
    for (const outcome of outcomes) {
      await expect(outcome).rejects.toThrow(
        "Cannot answer 2 requests as their batch has 1 outputs",
      );
    }
    expect(onBatch.mock.calls.map(([{ size, isOk }]) => [size, isOk])).toEqual([
      [1, false],
      [2, false],
    ]);
  });
});

test("a listener that throws does not stop it", async () => {
  const thrown = new Error("of the listener");
  const uncaught = vi.spyOn(globalThis, "queueMicrotask").mockImplementation(() => {});
  const onBatch = () => {
    throw thrown;
  };
  const options = { maxBatchSize: 1, onBatch };
  const aggregator = new BatchAggregator<number, number>(async (inputs) => inputs, options);
  expect(await Promise.all([1, 2].map((n) => aggregator.submit(n)))).toEqual([1, 2]);
  expect(await aggregator.submit(3)).toBe(3);
  await aggregator.close();
  expect(uncaught.mock.calls).toHaveLength(3);
  expect(() => uncaught.mock.calls[0]?.[0]()).toThrow(thrown);
  uncaught.mockRestore();
});

describe("close", () => {
  test("answers what there is, without more lingering, and accepts no more", async () => {
    const aggregator = aggregatorOf({ maxBatchSize: 2, lingerMs: 1000 });
    const answers = [1, 2, 3].map((n) => aggregator.submit(n));
    const closed = vi.fn();
    const closing = aggregator.close().then(closed);
    void aggregator.close();
    await expect(aggregator.submit(4)).rejects.toThrow(
      "Cannot submit as this BatchAggregator is closed",
    );
    await model.end(0);
    expect(closed).not.toHaveBeenCalled();
    expect(model.batches).toEqual([[1, 2], [3]]);
    await model.end(1);
    await closing;
    expect(await Promise.all(answers)).toEqual([10, 20, 30]);
  });

  test("is done at once if there is nothing, and when the last one gives up", async () => {
    await aggregatorOf({}).close();
    const aggregator = aggregatorOf({ maxBatchSize: 1 });
    const controller = new AbortController();
    const answers = [aggregator.submit(1), aggregator.submit(2, { signal: controller.signal })];
    const closing = aggregator.close();
    controller.abort("gone");
    await expect(answers[1]).rejects.toBe("gone");
    await model.end(0);
    await closing;
    expect(await answers[0]).toBe(10);
  });
});

test.each([
  [{ maxBatchSize: 0 }, RangeError],
  [{ maxBatchSize: "3" as never }, TypeError],
  [{ lingerMs: -1 }, RangeError],
  [{ lingerMs: Infinity }, RangeError],
  [{ maxConcurrentBatches: 1.5 }, RangeError],
  [{ timeoutMs: Number.NaN }, RangeError],
])("refuses %j", (options, Refusal) => {
  expect(() => aggregatorOf(options)).toThrow(Refusal);
  expect(() => aggregatorOf(options)).toThrow(/^Cannot create BatchAggregator as `\w+` must be/);
});
