import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkCells } from "../../../scripts/check-cells.ts";
import { root } from "../../../scripts/environment.mjs";
import { formatNotebook } from "../../../scripts/notebooks.ts";
import { Client } from "../client.ts";
import { type Form, files, forms } from "./forms.ts";

const folder = join(root, ".cache", "forms");
const notebooks = join(folder, "notebooks");
const unparsed = join(folder, "unparsed");
const nameOf = (form: Form) => `form-${forms.indexOf(form)}.ipynb`;
const fileOf = (form: Form) => join(form.isUnparsed ? unparsed : notebooks, nameOf(form));
let kernel: Client;
let report: string[];

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) write(join(folder, name), text);
  for (const form of forms) write(fileOf(form), formatNotebook(notebookOf(form)));
  report = [notebooks, unparsed].flatMap((from) =>
    checkCells({ notebooks: from, cells: join(folder, "cells") }),
  );
  kernel = await Client.start({ cwd: notebooks });
}, 120_000);
afterAll(() => kernel?.close());

describe.each(forms)("$name", (form) => {
  const { refused } = form;
  test(refused ? "is refused by the kernel" : "is accepted by the kernel", async () => {
    const said: string[] = [];
    let before = 0;
    for (const [n, code] of form.cells.entries()) {
      const { reply } = await kernel.execute(code);
      if (n === 0) before = Number(reply.execution_count) - 1;
      if (reply.status === "error") said.push(`${reply.ename}: ${reply.evalue}`);
    }
    if (!refused) return expect(said).toEqual([]);
    const { code, cell, line } = refused;
    expect(said[0]).toMatch(`CompileError: cell ${before + cell}, line ${line}: `);
    expect(said[0]).toContain(`(TS${code})`);
  });

  test(refused ? "is refused by `npm run types`" : "is accepted by `npm run types`", () => {
    const name = nameOf(form);
    const said = report.filter((text) => text.includes(name));
    if (!refused) return expect(said).toEqual([]);
    const { code, orCode = code, cell, line } = refused;
    const [inKernel, ...inModule] = said;
    expect(inKernel).toContain(`TS${code}`);
    expect(inModule.join("\n")).toContain(`${name} cell ${cell} line ${line}: error TS${orCode}:`);
  });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function notebookOf({ cells }: Form) {
  return {
    cells: cells.map((source, n) => ({
      cell_type: "code" as const,
      id: `cell-${n}`,
      metadata: {},
      source,
    })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}
