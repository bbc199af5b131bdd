// Wherever a student sees a stack, it names the lines as typed, and no frame of kernel or Node.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/environment.mjs";
import { Client, textOf } from "./client.ts";

let kernel: Client;
mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache", "places-"));
beforeAll(async () => {
  kernel = await Client.start({ cwd: folder });
}, 60_000);
afterAll(async () => {
  await kernel?.close();
  rmSync(folder, { recursive: true, force: true });
});

const boom = 'function boom(): never {\n  // typed\n  throw new RangeError("no");\n}';

/** What a cell printed and the traceback of its error, with the number of the cell as N. */
async function shown(code: string): Promise<string> {
  const answer = await kernel.execute(code);
  const [, error] = answer.published.find(([type]) => type === "error") ?? [];
  const traceback = (error?.traceback as string[] | undefined) ?? [];
  const text = [textOf(answer), textOf(answer, "stderr"), ...traceback].join("\n");
  return stripVTControlCharacters(text).replaceAll(
    `cell ${answer.reply.execution_count}`,
    "cell N",
  );
}

test.each([
  ["printed", 'interface A {}\nconsole.error(new Error("x"));', ["at cell N:2:15"]],
  [
    "in error.stack",
    `${boom}\ntry { boom(); } catch (e) { console.log((e as Error).stack); }`,
    ["at boom (cell N:3:9)", "at cell N:5:7"],
  ],
  [
    "in a cause",
    `${boom}\ntry { boom(); } catch (cause) { console.error(new Error("outer", { cause })); }`,
    ["at boom (cell N:3:9)", "at cell N:5:"],
  ],
  [
    "of a rejection",
    `${boom}\nawait (async () => { await null; boom(); })()`,
    ["at boom (cell N, line 3)", "cell N, line 5"],
  ],
  ["of a timer", `${boom}\nsetTimeout(boom, 1);`, ["cell N, line 3"]],
  [
    "of code that V8 alone refuses",
    'const f = new Function("return (");',
    ["SyntaxError", "cell N, line 1"],
  ],
])("a stack %s", async (_, code, places) => {
  const text = await shown(code);
  for (const place of places) expect(text).toContain(place);
  expect(text).not.toMatch(/\bcell-\d|kernel\/|node:|__notebook|__runCell__/);
});

test("a stack of code in a worker, in both pools, names the cells that it came from", async () => {
  await kernel.execute('import { ProcessPool, ThreadPool } from "concurrency-lab";');
  await kernel.execute(boom);
  for (const pool of ["ThreadPool", "ProcessPool"]) {
    const text = await shown(
      `const pool = new ${pool}({ maxWorkers: 1 });\ntry {\n  await pool.run(() => {\n    return boom();\n  });\n} finally { await pool.close(); }`,
    );
    expect(text).toMatch(/at boom \(cell \d+, line 3\)/);
    expect(text).toContain("at cell N, line 4");
    expect(text).not.toMatch(/\bcell-\d|worker\/|node:/);
  }
});

test("an error of a file near the notebook names its line", async () => {
  writeFileSync(
    join(folder, "near.ts"),
    'export function near(n: number): never {\n  throw new Error("near" + n);\n}\n',
  );
  const text = await shown('import { near } from "./near.ts";\nnear(1);');
  expect(text).toMatch(/near\.ts:2\n/);
  expect(text).toContain('throw new Error("near" + n);');
  expect(text).toContain("cell N, line 2");
});
