// Cells that change what the kernel might use: the next cell runs, and what it shows arrives.

import { afterEach, describe, expect, test } from "vitest";
import { Client, errorsOf, textOf } from "./client.ts";

let kernel: Client;
afterEach(() => kernel?.close());

/** What a cell does to the thread, by what it is. */
const changes: Record<string, string> = {
  "node:test's timers": 'import { mock } from "node:test"; mock.timers.enable();',
  "frozen clocks":
    "Date.now = () => 0; performance.now = () => 0; globalThis.Date = class extends Date { constructor() { super(0); } } as never;",
  "no timers":
    "for (const name of ['setTimeout', 'setImmediate', 'clearTimeout', 'queueMicrotask']) (globalThis as any)[name] = () => {};",
  "no process.on":
    "process.on = process.off = (() => process) as never; process.removeAllListeners();",
  "no nextTick": "process.nextTick = () => {};",
  JSON: "JSON.stringify = () => '{}'; JSON.parse = () => ({});",
  toJSON:
    "(Object.prototype as any).toJSON = () => 'x'; (String.prototype as any).toJSON = () => 'x';",
  "a property of all objects": "(Object.prototype as any).foo = 1;",
  "a setter of all objects":
    "for (const key of ['status', 'ename', 'evalue']) Object.defineProperty(Object.prototype, key, { set() {}, get() { return 1; }, configurable: true });",
  "Object and Atomics":
    "Object.keys = () => []; Object.assign = ((x: object) => x) as never; (Atomics as any).wait = (Atomics as any).add = () => 0;",
  ports:
    "import { MessagePort } from 'node:worker_threads'; MessagePort.prototype.postMessage = () => {};",
  AsyncLocalStorage:
    "import { AsyncLocalStorage } from 'node:async_hooks'; AsyncLocalStorage.prototype.run = (() => {}) as never; AsyncLocalStorage.prototype.getStore = () => undefined;",
  "a setter of the compiler's names":
    "for (const key of ['kind', 'text', 'data', 'start', 'file']) Object.defineProperty(Object.prototype, key, { set() {}, get() { return 1; }, configurable: true });",
  "what loops go by":
    "(Array.prototype as any)[Symbol.iterator] = function* () {}; (Map.prototype as any)[Symbol.iterator] = function* () {};",
  "Buffer and TextDecoder":
    "(Buffer as any).from = () => []; TextDecoder.prototype.decode = () => '';",
};

describe("the kernel lives on after a cell has changed", () => {
  test.each(Object.entries(changes))("%s", async (what, code) => {
    kernel = await Client.start();
    await kernel.execute(code);
    const next = await kernel.execute('process.stdout.write("written\\n"); await null; 6 * 7');
    expect(errorsOf(next)).toEqual([]);
    expect(textOf(next)).toBe("written\n");
    expect(next.published.at(-1)?.[1].data).toEqual({ "text/plain": "42" });
    const display = await kernel.execute(
      '({ [Symbol.for("Jupyter.display")]: () => Promise.resolve({ "text/html": "<b>x</b>" }) })',
    );
    expect(Object.keys(display.published.at(-1)?.[1].data ?? {})).toEqual(["text/html"]);
    const failing = await kernel.execute('throw new RangeError("boom")');
    // An error's text is made with loops, and in the cells' thread, where the error is.
    const loops = what !== "what loops go by";
    expect(errorsOf(failing)).toEqual([loops ? "RangeError: boom" : expect.any(String)]);
    const floating = await kernel.execute('void Promise.reject(new Error("floating"));');
    expect(errorsOf(floating)).toEqual([loops ? "Error: floating" : expect.any(String)]);
  });
});

test("node:assert cannot be replaced, and checks as before", async () => {
  kernel = await Client.start();
  await kernel.execute('import check from "node:assert/strict"; check.ok(true);');
  const attempts = [
    'import assert from "node:assert"; assert.equal = () => {};',
    'import assert from "node:assert/strict"; assert.deepEqual = () => {};',
    'require("assert").ok = () => {};',
    'require("assert/strict").equal = () => {};',
    'import assert from "node:assert"; assert.strict.throws = () => {};',
    'import { AssertionError } from "node:assert"; AssertionError.prototype.toString = () => "";',
    'import assert from "node:assert"; Object.defineProperty(assert, "equal", { value: () => {} });',
    '(await import("node:assert")).default.equal = () => {};',
    'import { mock } from "node:test"; import assert from "node:assert"; mock.method(assert, "equal", () => {});',
  ];
  for (const code of attempts) {
    const [error] = errorsOf(await kernel.execute(code));
    expect(error ?? code).toMatch(
      /^TypeError: (Cannot (replace|redefine)|The argument 'methodName')/,
    );
  }
  const [first] = errorsOf(await kernel.execute(attempts[0] ?? ""));
  expect(first).toBe("TypeError: Cannot replace assert.equal, as checks rely on it");
  const check = await kernel.execute("check.equal(1, 2);");
  expect(errorsOf(check)[0]).toMatch(/^AssertionError: Expected values to be strictly equal/);
  const fine =
    'check.equal(1, 1); check.deepEqual({ a: [1] }, { a: [1] }); check.throws(() => { throw new Error("x"); }, /x/); await check.rejects(Promise.reject(new Error("y")), /y/);';
  expect(errorsOf(await kernel.execute(fine))).toEqual([]);
});

test("what lib/ waits for comes, whatever becomes of the timers", async () => {
  kernel = await Client.start();
  await kernel.execute(
    'import { sleep } from "concurrency-lab"; import { mock } from "node:test"; mock.timers.enable();',
  );
  const next = await kernel.execute("await sleep(20); 'awake'");
  expect(next.published.at(-1)?.[1].data).toEqual({ "text/plain": "awake" });
});
