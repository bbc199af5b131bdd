// What a worker writes is shown before its call is answered.

import { type Executor, ProcessPool, ThreadPool } from "concurrency-lab";
import { afterEach, describe, expect, test, vi } from "vitest";

describe.each([
  ["ThreadPool", () => new ThreadPool({ maxWorkers: 1 })],
  ["ProcessPool", () => new ProcessPool({ maxWorkers: 1 })],
])("%s", (_kind, create) => {
  let pool: Executor;
  afterEach(async () => {
    vi.restoreAllMocks();
    await pool.close();
  });

  const record = () => {
    const written = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      vi.spyOn(process[name], "write").mockImplementation((text) => {
        written[name] += text;
        return true;
      });
    }
    return written;
  };

  test.each([
    [
      "returns",
      (lines: number) => {
        for (let n = 0; n < lines; n++) console.log(`line ${n} ${"x".repeat(80)}`);
        console.error("the end");
      },
    ],
    [
      "throws",
      (lines: number) => {
        for (let n = 0; n < lines; n++) console.log(`line ${n} ${"x".repeat(80)}`);
        console.error("the end");
        throw new Error("boom");
      },
    ],
    [
      "returns later",
      async (lines: number) => {
        for (let n = 0; n < lines; n++) console.log(`line ${n} ${"x".repeat(80)}`);
        await new Promise((resolve) => setTimeout(resolve, 1));
        console.error("the end");
      },
    ],
  ])("a function that prints 1,000 lines, and 20,000, and %s", async (_title, fn) => {
    pool = create();
    await pool.run(() => 1);
    for (const lines of [1_000, 20_000, 1]) {
      const written = record();
      await pool.run(fn, lines).catch(() => {});
      const { stdout, stderr } = { ...written };
      vi.restoreAllMocks();
      expect(stdout.split("\n")).toHaveLength(lines + 1);
      expect(stderr).toBe("the end\n");
    }
  });
});
