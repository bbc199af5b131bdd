// Every wrong notebook is seen to fail, in the right cell and with every tool; right ones pass.
//
// On two idle cores it takes about three minutes. Two variables make it do more:
// GRADING_ALL=1 runs the pairs of notebook and tool that plan.ts leaves out, too;
// GRADING_STOCK=1 runs the same with stock tslab, for comparison: nothing is asserted of that.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/environment.mjs";
import { testEnvironment } from "../../scripts/test-environment.ts";
import type { KernelName } from "./kernels.ts";
import { type GradingNotebook, notebooks } from "./notebooks.ts";
import { toolsFor as plannedTools } from "./plan.ts";
import { type Run, runSet } from "./run-set.ts";
import { details, summary } from "./summary.ts";
import { complaints } from "./verdict.ts";

const toolsFor = (notebook: GradingNotebook) =>
  plannedTools(notebook, Boolean(process.env.GRADING_ALL));
const pairs = notebooks.flatMap((notebook) =>
  toolsFor(notebook).map((tool) => ({ ...notebook, tool })),
);
const wrong = pairs.filter((pair) => pair.wrong && !pair.fault?.knownLimit);
const right = pairs.filter((pair) => !pair.wrong);
const limits = pairs.filter((pair) => pair.fault?.knownLimit);

describe("grading", () => {
  let folder: string;
  let ours: Run[];

  beforeAll(async () => {
    const { python } = await testEnvironment();
    // Below the repository, where packages are found; with a space, as people's folders have.
    mkdirSync(join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(join(root, ".cache", "grading "));
    const run = (kernel: KernelName) =>
      runSet(notebooks, kernel, { folder: join(folder, kernel), python, toolsFor });
    ours = await run("ours");
    console.log(details(ours));
    const stock = process.env.GRADING_STOCK ? await run("stock") : [];
    if (stock.length > 0) console.log(details(stock));
    console.log(summary([...ours, ...stock]));
  }, 3_600_000);
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const complaintsOf = (name: string, tool: string) => {
    const run = ours.find((run) => run.notebook.name === name && run.tool === tool);
    return run ? complaints(run) : [`${tool} was not run`];
  };

  it.each(wrong)("$tool sees $name fail: $what", ({ name, tool }) => {
    expect(complaintsOf(name, tool)).toEqual([]);
  });

  it.each(right)("$tool passes $name: $what", ({ name, tool }) => {
    expect(complaintsOf(name, tool)).toEqual([]);
  });

  it.each(limits)("if $tool catches $name, it names the cell: $what", ({ name, tool }) => {
    expect(complaintsOf(name, tool)).toEqual([]);
  });
});

describe("the set", () => {
  it("has at least twenty wrong notebooks and six right ones, each name once", () => {
    expect(notebooks.filter(({ wrong }) => wrong).length).toBeGreaterThanOrEqual(20);
    expect(notebooks.filter(({ wrong }) => !wrong).length).toBeGreaterThanOrEqual(6);
    expect(new Set(notebooks.map(({ name }) => name)).size).toBe(notebooks.length);
  });
});
