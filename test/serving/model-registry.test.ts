import { CircuitOpenError, InlineExecutor } from "concurrency-lab";
import {
  InvalidInputError,
  type Model,
  ModelRegistry,
  type ModelRegistryOptions,
  UnknownVersionError,
} from "concurrency-lab-serving";
import { describe, expect, test } from "vitest";

const executor = new InlineExecutor();

/** A model whose answers are the first number of each input, or that fails for as long as it should. */
class Fake implements Model {
  error: Error | undefined;
  hold: Promise<void> = Promise.resolve();
  loads = 0;

  async load() {
    this.loads++;
    if (this.error) throw this.error;
    return { inputLength: 2, classes: 5 };
  }

  async predict(inputs: Float32Array, { count }: { readonly count: number }) {
    await this.hold;
    if (this.error) throw this.error;
    const labels = Uint32Array.from({ length: count }, (_, n) => inputs[2 * n] ?? -1);
    return { labels, probabilities: new Float32Array(5 * count).fill(0.2) };
  }
}

const registryOf = (options: Partial<ModelRegistryOptions> = {}) =>
  new ModelRegistry({ executor, batching: { lingerMs: 0 }, ...options });

async function loaded(versions: readonly string[], options: Partial<ModelRegistryOptions> = {}) {
  const registry = registryOf(options);
  const models = versions.map(() => new Fake());
  for (const [n, version] of versions.entries()) await registry.load(version, models[n] as Model);
  return { registry, models };
}

const ask = (registry: ModelRegistry, version?: string) => {
  const model = version === undefined ? registry.choose() : registry.get(version);
  return model.predict(model.read([3, 0]), {});
};

describe("versions", () => {
  test("are loaded, listed, and found; the first is the default", async () => {
    const { registry } = await loaded(["1.0.0", "2.0.0"]);
    const shape = { circuit: "closed", inputLength: 2, classes: 5 };
    expect(registry.list()).toEqual([
      { version: "1.0.0", share: 1, ...shape },
      { version: "2.0.0", share: 0, ...shape },
    ]);
    expect(await ask(registry)).toMatchObject({ label: 3, modelVersion: "1.0.0" });
    expect(await ask(registry, "2.0.0")).toMatchObject({ label: 3, modelVersion: "2.0.0" });
    expect(() => registry.get("3.0.0")).toThrow(UnknownVersionError);
    expect(() => registry.get("3.0.0")).toThrow("choose one of 1.0.0, 2.0.0");
    expect(() => registryOf().choose()).toThrow(
      "There is no model version default: load one first",
    );
  });

  test("are loaded once, also at the same time; one that failed may be tried again", async () => {
    const registry = registryOf();
    const model = new Fake();
    model.error = new Error("no such file");
    await expect(registry.load("1.0.0", model)).rejects.toThrow("no such file");
    expect(registry.list()).toEqual([]);
    model.error = undefined;
    const loading = registry.load("1.0.0", model);
    const refusal = "Cannot load 1.0.0 as there is one of that version: unload it first";
    await expect(registry.load("1.0.0", model)).rejects.toThrow(refusal);
    await loading;
    await expect(registry.load("1.0.0", model)).rejects.toThrow(refusal);
    await expect(registry.load("a b", model)).rejects.toThrow(TypeError);
    await registry.close();
    await expect(registry.load("2.0.0", model)).rejects.toThrow("is closed");
  });

  test("whose loading is given up are not loaded", async () => {
    const registry = registryOf();
    const controller = new AbortController();
    const slow: Model = Object.assign(new Fake(), { load: () => new Promise<never>(() => {}) });
    const loading = registry.load("1.0.0", slow, { signal: controller.signal });
    controller.abort("enough");
    await expect(loading).rejects.toBe("enough");
    expect(registry.list()).toEqual([]);
    await registry.load("1.0.0", new Fake());
  });
});

describe("the route", () => {
  test("shares requests out by weight, with the randomness it is given", async () => {
    const draws = [0, 0.74, 0.75, 0.99];
    const { registry } = await loaded(["a", "b"], { random: () => draws.shift() ?? Number.NaN });
    registry.split({ a: 3, b: 1 });
    expect(registry.list().map(({ share }) => share)).toEqual([0.75, 0.25]);
    const chosen = Array.from({ length: 4 }, () => registry.choose().version);
    expect(chosen).toEqual(["a", "a", "b", "b"]);
  });

  test("goes back by rollback, step by step", async () => {
    const { registry } = await loaded(["a", "b"], { random: () => 0.9 });
    registry.split({ a: 1, b: 1 });
    registry.setDefault("b");
    expect(registry.choose().version).toBe("b");
    registry.rollback();
    expect(registry.list().map(({ share }) => share)).toEqual([0.5, 0.5]);
    registry.rollback();
    expect(registry.choose().version).toBe("a");
    expect(() => registry.rollback()).toThrow("Cannot roll back as the route has not been changed");
  });

  test("leads to no version that is not loaded", async () => {
    const { registry } = await loaded(["a", "b"]);
    expect(() => registry.setDefault("c")).toThrow(UnknownVersionError);
    expect(() => registry.split({ a: 1, c: 1 })).toThrow(UnknownVersionError);
    registry.setDefault("b");
    await registry.unload("a");
    expect(() => registry.rollback()).toThrow("There is no model version a: choose one of b");
    expect(registry.choose().version).toBe("b");
  });

  test.each([[{ a: -1 }], [{ a: Number.NaN }], [{ a: 0 }], [{}]])("refuses %j", async (weights) => {
    const { registry } = await loaded(["a"]);
    expect(() => registry.split(weights)).toThrow(RangeError);
    expect(registry.choose().version).toBe("a");
  });
});

describe("a version that fails", () => {
  test("has failed if its answer has not the shape that it said", async () => {
    const { registry, models } = await loaded(["a"], { breaker: { failureThreshold: 1 } });
    const [model] = models as [Fake];
    model.predict = async () => ({
      labels: Uint32Array.of(3),
      probabilities: new Float32Array(4),
    });
    await expect(ask(registry)).rejects.toThrow(
      "model version a must give 1 labels and 1 × 5 probabilities: received 1 and 4",
    );
    expect(registry.list()).toMatchObject([{ circuit: "open" }]);
  });

  test("is spared by its circuit, which others do not feel", async () => {
    const { registry, models } = await loaded(["a", "b"], { breaker: { failureThreshold: 1 } });
    const [failing] = models;
    if (failing) failing.error = new Error("broken");
    await expect(ask(registry, "a")).rejects.toThrow("broken");
    await expect(ask(registry, "a")).rejects.toBeInstanceOf(CircuitOpenError);
    expect(registry.list().map(({ circuit }) => circuit)).toEqual(["open", "closed"]);
    expect(await ask(registry, "b")).toMatchObject({ label: 3 });
  });

  test("gets no share until it is due for a probe; if all fail, one is told so", async () => {
    let timeMs = 0;
    const breaker = { failureThreshold: 1, resetTimeoutMs: 100, now: () => timeMs };
    const { registry, models } = await loaded(["a", "b"], { breaker, random: () => 0 });
    const [a, b] = models as [Fake, Fake];
    registry.split({ a: 1, b: 1 });
    a.error = new Error("broken");
    await expect(ask(registry)).rejects.toThrow("broken");
    expect(registry.choose().version).toBe("b");
    b.error = new Error("broken, too");
    await expect(ask(registry)).rejects.toThrow("broken, too");
    await expect(ask(registry)).rejects.toBeInstanceOf(CircuitOpenError);
    timeMs = 100;
    a.error = undefined;
    expect(await ask(registry)).toMatchObject({ modelVersion: "a" });
    expect(registry.list().map(({ circuit }) => circuit)).toEqual(["closed", "open"]);
  });
});

test("who asks for a version whose circuit is open does not wait for a batch to hear so", async () => {
  const batching = { maxBatchSize: 2, lingerMs: 60_000 };
  const { registry, models } = await loaded(["a"], { breaker: { failureThreshold: 1 }, batching });
  const [a] = models as [Fake];
  a.error = new Error("broken");
  await Promise.allSettled([ask(registry), ask(registry)]);
  await expect(ask(registry)).rejects.toBeInstanceOf(CircuitOpenError);
  await registry.close();
});

describe("unload", () => {
  test("waits until all who were given to the version are answered, and gives it to nobody more", async () => {
    const { registry, models } = await loaded(["a", "b"]);
    const [a] = models as [Fake];
    const held = Promise.withResolvers<void>();
    a.hold = held.promise;
    const answer = ask(registry);
    registry.setDefault("b");
    let isUnloaded = false;
    const unloading = registry.unload("a").then(() => {
      isUnloaded = true;
    });
    await new Promise(setImmediate);
    expect(isUnloaded).toBe(false);
    expect(() => registry.get("a")).toThrow(UnknownVersionError);
    held.resolve();
    expect(await answer).toMatchObject({ modelVersion: "a" });
    await unloading;
    await registry.load("a", new Fake());
  });

  test("is refused while requests go to the version", async () => {
    const { registry } = await loaded(["a", "b"]);
    const refusal = "Cannot unload a as requests go to it: setDefault to another first";
    await expect(registry.unload("a")).rejects.toThrow(refusal);
    registry.split({ a: 1, b: 99 });
    await expect(registry.unload("a")).rejects.toThrow(refusal);
    await expect(registry.unload("c")).rejects.toBeInstanceOf(UnknownVersionError);
    expect(registry.list()).toHaveLength(2);
  });
});

test("an input that the model does not take is named", async () => {
  const { registry } = await loaded(["a"]);
  const read = (input: ArrayLike<number>) => () => registry.get("a").read(input);
  expect(read([1])).toThrow(InvalidInputError);
  expect(read([1])).toThrow("input must have 2 numbers for model version a: received 1");
  expect(read([1, Number.NaN])).toThrow("input[1] must be a number that fits into 32 bits");
  expect(read([1e39, 1])).toThrow("input[0] must be a number that fits into 32 bits");
  expect(read([1, 2])()).toEqual(Float32Array.of(1, 2));
});
