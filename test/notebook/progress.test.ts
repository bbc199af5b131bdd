import { createRequire } from "node:module";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type ProgressOptions, progress } from "../../lib/notebook/progress.ts";

const require = createRequire(import.meta.url);

/** A progress line with a clock set by hand, and what it has shown. */
function observed(total: number | undefined, options: ProgressOptions = {}) {
  const clock = { ms: 0 };
  const shown: string[] = [];
  const ends: boolean[] = [];
  const line = progress(total, {
    now: () => clock.ms,
    output: (text, isLast) => {
      shown.push(text);
      ends.push(isLast);
    },
    ...options,
  });
  return { line, clock, shown, ends };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("progress", () => {
  it("does not load tslab when it is imported", () => {
    expect(Object.keys(require.cache).filter((path) => path.includes("tslab"))).toEqual([]);
  });

  it("shows bar, count, share and time", () => {
    const { line, clock, shown } = observed(20, { label: "requests" });
    clock.ms = 1234;
    line.tick(7);
    expect(shown).toEqual([
      "requests ░░░░░░░░░░░░░░░░░░░░  0/20   0%  0.0 s",
      "requests ███████░░░░░░░░░░░░░  7/20  35%  1.2 s",
    ]);
  });

  it("paints no more often than it should, but the first and the last state always", () => {
    const { line, clock, shown, ends } = observed(10, { intervalMs: 100 });
    for (let i = 0; i < 10; i += 1) {
      clock.ms += 30;
      line.tick();
    }
    line.done();
    expect(shown.map((text) => text.match(/\d+\/10/)?.[0])).toEqual([
      "0/10",
      "4/10",
      "8/10",
      "10/10",
      "10/10",
    ]);
    expect(ends).toEqual([false, false, false, false, true]);
  });

  it("paints what was held back when it is done early", () => {
    const { line, shown } = observed(10);
    line.tick(3);
    expect(shown).toHaveLength(1);
    line.done("stopped");
    expect(shown.at(-1)).toBe("██████░░░░░░░░░░░░░░  3/10  30%  0.0 s  stopped");
  });

  it("changes nothing after it is done", () => {
    const { line, shown } = observed(2, { intervalMs: 0 });
    line.done();
    line.tick();
    line.update(2);
    line.done("again");
    expect(shown).toHaveLength(2);
  });

  it("is set to a count, also to a smaller one", () => {
    const { line, shown } = observed(4, { intervalMs: 0 });
    line.update(3);
    line.update(1);
    line.tick();
    expect(shown.map((text) => text.match(/\d\/4/)?.[0])).toEqual(["0/4", "3/4", "1/4", "2/4"]);
  });

  it("shows only the count if the total is unknown", () => {
    const { line, clock, shown } = observed(undefined, { label: "batches", intervalMs: 0 });
    clock.ms = 61_500;
    line.tick(1500);
    expect(shown).toEqual(["batches 0  0.0 s", "batches 1,500  61.5 s"]);
  });

  it("calls nothing complete that is not", () => {
    const { line, shown } = observed(1000, { intervalMs: 0 });
    line.update(999);
    expect(shown.at(-1)).toBe("███████████████████░   999/1,000  99%  0.0 s");
  });

  it("takes a total of 0 as complete, and shows what is over the total", () => {
    expect(observed(0).shown).toEqual(["████████████████████ 0/0 100%  0.0 s"]);
    const { line, shown } = observed(20, { intervalMs: 0 });
    line.tick(25);
    expect(shown.at(-1)).toBe("████████████████████ 25/20 125%  0.0 s");
  });

  it("keeps its width from the first to the last", () => {
    const { line, shown } = observed(12_000, { intervalMs: 0 });
    for (let i = 0; i < 12; i += 1) line.tick(1000);
    expect(new Set(shown.map((text) => text.length)).size).toBe(1);
  });

  it.each([-1, 1.5, Number.NaN, Infinity])("refuses %d as total or count", (bad) => {
    const { line, shown } = observed(5);
    expect(() => progress(bad)).toThrow(
      new RangeError(
        `Cannot create progress as \`total\` must be a non-negative integer: received ${bad}`,
      ),
    );
    expect(() => line.tick(bad)).toThrow(/^Cannot advance progress as `n` must/);
    expect(() => line.update(bad)).toThrow(/^Cannot update progress as `count` must/);
    expect(shown).toHaveLength(1);
  });

  it.each([-1, Number.NaN])("refuses %d as interval", (intervalMs) => {
    expect(() => progress(1, { intervalMs })).toThrow(
      new RangeError(
        `Cannot create progress as \`intervalMs\` must be 0 or more: received ${intervalMs}`,
      ),
    );
  });
});

describe("progress without an output of its own", () => {
  /** Takes the place of stderr: what is written to it. */
  function stderr(terminal: { isTTY: boolean; columns?: number }): () => string {
    for (const [key, value] of Object.entries(terminal)) {
      const own = Object.getOwnPropertyDescriptor(process.stderr, key);
      Object.defineProperty(process.stderr, key, { value, configurable: true });
      onTestFinished(() => {
        if (own === undefined) Reflect.deleteProperty(process.stderr, key);
        else Object.defineProperty(process.stderr, key, own);
      });
    }
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    return () => write.mock.calls.map(([text]) => text).join("");
  }

  it("rewrites one line of a terminal", () => {
    const written = stderr({ isTTY: true, columns: 80 });
    const line = progress(undefined, { label: "tasks", intervalMs: 0, now: () => 0 });
    line.tick(3);
    line.done("closed");
    expect(written()).toBe(
      "\rtasks 0  0.0 s\x1b[K\rtasks 3  0.0 s\x1b[K\rtasks 3  0.0 s  closed\x1b[K\n",
    );
  });

  it("cuts a line that would wrap", () => {
    const written = stderr({ isTTY: true, columns: 11 });
    progress(undefined, { label: "x".repeat(50) });
    expect(written()).toBe(`\r${"x".repeat(10)}\x1b[K`);
  });

  it("prints only the last line where it cannot be rewritten", () => {
    const written = stderr({ isTTY: false });
    const line = progress(2, { intervalMs: 0, now: () => 0 });
    line.tick(2);
    expect(written()).toBe("");
    line.done();
    expect(written()).toBe("████████████████████ 2/2 100%  0.0 s\n");
  });

  it("updates one display of the kernel, and leaves stderr alone", () => {
    const written = stderr({ isTTY: false });
    vi.stubGlobal("__tslab__", {});
    // What the kernel sets while a cell runs.
    const jupyter = require("tslab/dist/jupyter.js");
    const display = vi.fn();
    jupyter.lastWriteDisplayData = display;
    onTestFinished(() => {
      jupyter.lastWriteDisplayData = null;
    });

    const line = progress(2, { intervalMs: 0, now: () => 0 });
    line.update(2);
    line.done("closed");

    expect(
      display.mock.calls.map(([{ data }, isUpdate]) => [data["text/plain"], isUpdate]),
    ).toEqual([
      ["░░░░░░░░░░░░░░░░░░░░ 0/2   0%  0.0 s", undefined],
      ["████████████████████ 2/2 100%  0.0 s", true],
      ["████████████████████ 2/2 100%  0.0 s  closed", true],
    ]);
    const ids = display.mock.calls.map(([{ transient }]) => transient.display_id);
    expect(new Set(ids).size).toBe(1);
    expect(written()).toBe("");
  });
});
