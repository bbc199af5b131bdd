import { type Executor, ThreadPool } from "concurrency-lab";
import {
  InferenceService,
  type Model,
  ModelRegistry,
  type PredictOptions,
  SyntheticModel,
} from "concurrency-lab-serving";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ask } from "./serving.ts";

let executor: Executor;
let service: InferenceService;
let registry: ModelRegistry;
beforeEach(() => {
  executor = new ThreadPool({ maxWorkers: 1 });
  // Batches of four, however slowly they come.
  registry = new ModelRegistry({ executor, batching: { maxBatchSize: 4, lingerMs: 60_000 } });
  service = new InferenceService({ registry });
});
afterEach(async () => {
  await service.close();
  await executor.close();
});

/** A model whose worker ends, in the middle of a batch, if the first number of one is 666. */
class Mortal implements Model {
  readonly #inner = new SyntheticModel({ inputLength: 2 });

  load(executor: Executor) {
    return this.#inner.load(executor);
  }

  predict(inputs: Float32Array<ArrayBuffer>, { executor, count }: PredictOptions) {
    if (!inputs.includes(666)) return this.#inner.predict(inputs, { executor, count });
    return executor.run(() => process.exit(3));
  }
}

test("when a worker dies in the middle of a batch, its requests are answered, and the next batch works", async () => {
  await registry.load("1.0.0", new Mortal());
  const url = await service.listen();
  for (let round = 0; round < 3; round++) {
    const doomed = [666, 1, 2, 3].map((n) => ask(url, { input: [n, 0] }));
    const answers = await Promise.all(doomed);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    for (const { headers, body } of answers) {
      expect([headers["retry-after"], body]).toEqual([
        "1",
        { error: "The worker ended: try again" },
      ]);
    }
    const spared = await Promise.all([0, 1, 2, 3].map(() => ask(url, { input: [0, 1] })));
    for (const { body } of spared) expect(body).toMatchObject({ prediction: 1 });
  }
  expect(executor.counts.replaced).toBe(3);
  expect(service.backpressure.counts.size).toBe(0);
});

test("the version is changed under load, step by step, and no request fails", async () => {
  const changing = new ModelRegistry({ executor });
  await using served = new InferenceService({ registry: changing });
  await changing.load("1.0.0", new SyntheticModel({ inputLength: 2, batchMs: 1 }));
  const url = await served.listen();
  let isDone = false;
  const seen = new Map<unknown, number>();
  const client = async () => {
    while (!isDone) {
      const { status, body } = await ask(url, { input: [0, 1] });
      const { model_version } = body as { readonly model_version?: string };
      const key = `${status} ${model_version}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  };
  const clients = Array.from({ length: 8 }, client);
  const until = async (key: string, times: number) => {
    while ((seen.get(key) ?? 0) < times) await new Promise(setImmediate);
  };
  await until("200 1.0.0", 20);
  await changing.load("2.0.0", new SyntheticModel({ inputLength: 2, batchMs: 1 }));
  changing.split({ "1.0.0": 1, "2.0.0": 1 });
  await until("200 2.0.0", 20);
  changing.setDefault("2.0.0");
  await changing.unload("1.0.0");
  const old = seen.get("200 1.0.0");
  await until("200 2.0.0", 60);
  isDone = true;
  await Promise.all(clients);
  expect([...seen.keys()].toSorted()).toEqual(["200 1.0.0", "200 2.0.0"]);
  // An answer may have been under way to its client when the version was let go.
  expect((seen.get("200 1.0.0") ?? 0) - (old ?? 0)).toBeLessThanOrEqual(8);
});
