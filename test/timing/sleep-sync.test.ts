import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { sleepSync } from "../../lib/timing/sleep-sync.ts";

const file = new URL("../../lib/timing/sleep-sync.ts", import.meta.url).href;
const timeIt = (say: string) => `
  import { sleepSync } from ${JSON.stringify(file)};
  const started = performance.now();
  setImmediate(() => ${say}(String(performance.now() - started)));
  sleepSync(30);
`;

test("blocks the main thread: its event loop stands still", async () => {
  const started = performance.now();
  const turn = new Promise<number>((resolve) => {
    setImmediate(() => resolve(performance.now() - started));
  });
  sleepSync(30);
  expect(await turn).toBeGreaterThanOrEqual(29);
});

test("blocks a worker thread", async () => {
  const source = `
    import { parentPort } from "node:worker_threads";
    const say = (ms) => parentPort.postMessage(ms);
    ${timeIt("say")}`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
  const [ms] = await once(worker, "message");
  expect(Number(ms)).toBeGreaterThanOrEqual(29);
});

test("blocks a child process", () => {
  const ms = execFileSync(
    process.execPath,
    ["--input-type=module", "--eval", timeIt("process.stdout.write.bind(process.stdout)")],
    { encoding: "utf8" },
  );
  expect(Number(ms)).toBeGreaterThanOrEqual(29);
});

test.each([
  [-1, RangeError],
  [Number.NaN, RangeError],
  [Infinity, RangeError],
  [undefined, TypeError],
])("refuses durationMs = %s", (durationMs, Refusal) => {
  expect(() => sleepSync(durationMs as number)).toThrow(Refusal);
  expect(() => sleepSync(durationMs as number)).toThrow(
    `Cannot sleep as \`durationMs\` must be a finite number from 0 up: received ${durationMs}`,
  );
});
