import {
  type Executor,
  ProcessPool,
  registerWorkerModules,
  source,
  ThreadPool,
} from "concurrency-lab";
import { afterEach, expect, test } from "vitest";
import { describeForWorker } from "../../lib/pools/worker-function.ts";
import { workerFolders } from "../../lib/pools/worker-modules.ts";
import { greet, isNobody, NobodyError } from "./fixtures/workers/greet.ts";

const folder = new URL("./fixtures/workers/", import.meta.url);

let executor: Executor | undefined;
afterEach(async () => {
  await executor?.close();
  executor = undefined;
});

// First, as it cannot be undone: nothing is registered yet.
test("a pool that was there before sends by name what is registered later", async () => {
  executor = new ThreadPool({ maxWorkers: 1 });
  expect(await executor.run((n: number) => n + 1, 1)).toBe(2);
  registerWorkerModules(folder);
  expect(await executor.run(greet, "Ada")).toBe("hello Ada, number 1");
});

test.each([
  ["threads", () => new ThreadPool({ maxWorkers: 1 })],
  ["processes", () => new ProcessPool({ maxWorkers: 1 })],
])("its functions are sent by name to %s, its errors arrive as themselves", async (_, create) => {
  registerWorkerModules(folder);
  executor = create();
  expect(await executor.run(isNobody, new NobodyError("hi"))).toBe(true);
  expect(await executor.run(isNobody, new RangeError("hi"))).toBe(false);
  expect(await executor.run(greet, "Ada")).toBe("hello Ada, number 1");
  expect(await executor.run(greet, "Bob")).toBe("hello Bob, number 2");
  const error = await executor.run(greet, "").catch((thrown) => thrown);
  expect(error).toBeInstanceOf(NobodyError);
  expect(error).toMatchObject({ message: "There is nobody to greet", greeting: "hello" });
});

test("a folder is registered once, however its URL is written", () => {
  const before = workerFolders().length;
  for (const one of [folder, new URL(folder), new URL("./fixtures/workers", import.meta.url)]) {
    registerWorkerModules(one);
  }
  expect(workerFolders()).toHaveLength(before);
  const module = new URL("greet.ts", folder).href;
  expect(describeForWorker(greet).target).toEqual({ module, name: "greet" });
});

test("source() finds what was typed there", () => {
  expect(source(greet)).toMatch(/^export function greet\(whom: string\): string \{/);
});

test.each([
  [new URL("./none/", import.meta.url)],
  [new URL("./fixtures/workers/greet.ts", import.meta.url)],
  [new URL("https://example.org/workers/")],
  ["workers" as never],
  [undefined as never],
])("refuses %s", (wrong) => {
  const before = workerFolders().length;
  expect(() => registerWorkerModules(wrong)).toThrow(TypeError);
  expect(() => registerWorkerModules(wrong)).toThrow(
    /^Cannot register worker modules as `folder` must be the URL of a folder, such as .*: received /,
  );
  expect(workerFolders()).toHaveLength(before);
});
