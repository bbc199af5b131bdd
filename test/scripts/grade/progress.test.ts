import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Progress } from "../../../scripts/grade/progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function show(stream: { isTTY?: boolean; columns?: number }) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  return { progress: new Progress(3, { ...stream, write }), written };
}

describe("Progress", () => {
  it("rewrites one line on a terminal, within its width", () => {
    const { progress, written } = show({ isTTY: true, columns: 40 });
    progress.reach("a/exercise-1.ipynb", 0, 9);
    progress.reach("b/exercise-2.ipynb", 7, 23);
    progress.finish({ notebook: "b/exercise-2.ipynb", seconds: 2, cells: 23, mayRaise: [] });
    vi.advanceTimersByTime(2_000);
    progress.close();
    vi.advanceTimersByTime(5_000);
    for (const text of written) expect(text.startsWith("\r\x1b[K")).toBe(true);
    expect(written.map((text) => stripVTControlCharacters(text).trim())).toEqual([
      "0/3 done · 0 s · exercise-1 starts",
      "0/3 done · 0 s · exercise-1 starts · e…",
      "1/3 done · 0 s · exercise-1 starts",
      "1/3 done · 1 s · exercise-1 starts",
      "1/3 done · 2 s · exercise-1 starts",
      "",
    ]);
  });

  it("writes a line for each notebook that is done elsewhere", () => {
    const { progress, written } = show({});
    progress.reach("a.ipynb", 1, 2);
    progress.finish({ notebook: "a.ipynb", seconds: 1.26, cells: 2, mayRaise: [] });
    const error = { kind: "cell-error", cell: 2, heading: "Here", message: "Error: x" } as const;
    progress.finish({ notebook: "b.ipynb", seconds: 0, cells: 3, mayRaise: [], error });
    progress.close();
    expect(written).toEqual([
      "[1/3] a.ipynb passed in 1.3 s\n",
      "[2/3] b.ipynb failed after 0.0 s: Here, cell 2: Error: x\n",
    ]);
    expect(progress.done).toBe(2);
  });
});
