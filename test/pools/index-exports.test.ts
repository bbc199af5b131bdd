// A worker imports the file that an export of the library comes from, not all of the library.

import { pathToFileURL } from "node:url";
import * as lab from "concurrency-lab";
import { afterEach, expect, test } from "vitest";
import { moduleToImport } from "../../lib/pools/index-exports.ts";
import { UnitCollector } from "../../lib/pools/unit-collector.ts";
import { Notebook } from "./notebook.ts";

const index = new URL("../../lib/index.ts", import.meta.url).href;
afterEach(() => new Notebook().close());

test("every export of the index is found in the file that it comes from", async () => {
  for (const [name, value] of Object.entries(lab)) {
    const module = moduleToImport(index, name);
    expect(module, name).not.toBe(index);
    expect(Object(await import(module))[name], name).toBe(value);
  }
});

test("all else is imported from where the notebook has it", () => {
  expect(moduleToImport(index, "*")).toBe(index);
  expect(moduleToImport("node:path", "table")).toBe("node:path");
  const own = pathToFileURL("table.ts").href;
  expect(moduleToImport(own, "table")).toBe(own);
});

test("a function that sleeps takes along the file that sleeps", () => {
  const notebook = new Notebook();
  notebook.import("sleepSync", index, "sleepSync");
  const { units } = new UnitCollector(notebook.run({ nap: "() => sleepSync(1)" }), notebook);
  const module = new URL("timing/sleep-sync.ts", index).href;
  expect(units[1]).toEqual({ module, exported: "sleepSync" });
});
