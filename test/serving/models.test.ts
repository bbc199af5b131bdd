import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Executor, ThreadPool } from "concurrency-lab";
import { OnnxModel, SyntheticModel } from "concurrency-lab-serving";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = new URL("../../serving/models/", import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

interface Trained {
  readonly version: string;
  readonly file: string;
  readonly bytes: number;
  readonly inputLength: number;
  readonly classes: number;
  readonly accuracy: number;
}
const { models }: { readonly models: Trained[] } = read("models.json");
const samples: { scale: number; labels: number[]; inputs: number[][] } = read("test-samples.json");
const count = samples.labels.length;
const allInputs = () => Float32Array.from(samples.inputs.flat(), (value) => value / samples.scale);

let executor: Executor;
beforeAll(() => {
  executor = new ThreadPool({ maxWorkers: 1 });
});
afterAll(() => executor.close());

describe.each(models)("digits, version $version", ({ file, bytes, accuracy, ...shape }) => {
  const path = fileURLToPath(new URL(file, folder));

  test("is as large and takes what models.json says", async () => {
    expect(statSync(path).size).toBe(bytes);
    const { inputLength, classes } = shape;
    expect(await new OnnxModel(path).load(executor)).toEqual({ inputLength, classes });
  });

  test("is right as often in Node as it was where it was trained", async () => {
    const model = new OnnxModel(path);
    const { labels, probabilities } = await model.predict(allInputs(), { executor, count });
    const right = samples.labels.filter((label, n) => labels[n] === label).length;
    // A digit between two classes may fall to the other side by another order of summation.
    expect(Math.abs(right - accuracy * count)).toBeLessThan(1);
    for (let n = 0; n < count; n++) {
      const own = probabilities.subarray(n * shape.classes, (n + 1) * shape.classes);
      expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
      expect(own.indexOf(Math.max(...own))).toBe(labels[n]);
    }
  });

  test("says the same of an input, whatever batch it is in", async () => {
    const model = new OnnxModel(path);
    const inputs = allInputs();
    const all = await model.predict(inputs.slice(), { executor, count });
    const one = await model.predict(inputs.slice(0, shape.inputLength), { executor, count: 1 });
    expect(one.labels[0]).toBe(all.labels[0]);
    expect(one.probabilities[0]).toBeCloseTo(all.probabilities[0] ?? Number.NaN, 5);
  });
});

test("the second version is the better one", () => {
  const [first, second] = models;
  expect(second?.accuracy).toBeGreaterThan(first?.accuracy ?? 1);
});

test("a file that is no model is refused, and the worker lives on", async () => {
  const path = fileURLToPath(new URL("models.json", folder));
  await expect(new OnnxModel(path).load(executor)).rejects.toThrow(/models\.json|protobuf/i);
  await expect(new OnnxModel(`${path}.none`).load(executor)).rejects.toThrow("none");
  expect(executor.counts.replaced).toBe(0);
});

test("more models than a worker keeps are loaded again when they are needed", async () => {
  const path = fileURLToPath(new URL("digits-v1.onnx", folder));
  // The same file by other paths, which are other models to the worker.
  const aliases = Array.from({ length: 10 }, (_, n) =>
    path.replace("/models/", `/models${"/".repeat(n + 1)}`),
  );
  for (let round = 0; round < 2; round++) {
    for (const alias of aliases) {
      const model = Object.assign(new OnnxModel(path), { path: alias });
      const { labels } = await model.predict(new Float32Array(16), { executor, count: 1 });
      expect(labels).toHaveLength(1);
    }
  }
});

test("where onnxruntime-node is absent, the error names it and the remedy", () => {
  const worker = new URL("../../serving/workers/predict.ts", import.meta.url).href;
  const program = `
    import { registerHooks } from "node:module";
    registerHooks({
      resolve(specifier, context, next) {
        return next(specifier === "onnxruntime-node" ? "onnxruntime-that-is-not-there" : specifier, context);
      },
    });
    const { loadModel } = await import(${JSON.stringify(worker)});
    await loadModel("model.onnx").catch((error) => console.log(error.message, "|", error.cause.code));
  `;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
  });
  expect(stdout).toMatch(
    /^Cannot run ONNX models as the package onnxruntime-node does not load on \w+-\w+: install it .* or use a SyntheticModel \| ERR_MODULE_NOT_FOUND\n$/,
  );
});

describe("SyntheticModel", () => {
  test("keeps its worker busy for as long as it says", async () => {
    const model = new SyntheticModel({ batchMs: 20, itemMs: 5, inputLength: 2 });
    expect(await model.load(executor)).toEqual({ inputLength: 2, classes: 2 });
    const started = performance.now();
    const inputs = Float32Array.of(1, 0, 0, 1);
    const { labels, probabilities } = await model.predict(inputs, { executor, count: 2 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(30);
    expect([...labels]).toEqual([0, 1]);
    expect([...probabilities]).toEqual([1, 0, 0, 1]);
    expect(inputs).toHaveLength(0);
  });

  test("says what it can do", () => {
    expect(new SyntheticModel({ batchMs: 2, itemMs: 0.0625 }).capacityPerSecond(32)).toBe(8000);
  });

  test.each([
    [{ batchMs: -1 }, RangeError],
    [{ itemMs: Number.NaN }, RangeError],
    [{ inputLength: 0 }, RangeError],
    [{ inputLength: "3" as never }, TypeError],
  ])("refuses %j", (options, Refusal) => {
    expect(() => new SyntheticModel(options)).toThrow(Refusal);
    expect(() => new SyntheticModel(options)).toThrow(
      /^Cannot create SyntheticModel as `\w+` must/,
    );
  });
});
