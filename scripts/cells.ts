// The code cells of each notebook as one TypeScript file, so that the type checker, the linter and
// the formatter see what tslab sees, and see it whole.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { ambientFiles } from "../kernel/cell-language.ts";
import { root } from "./environment.mjs";
import { formatNotebook, listNotebooks, type Notebook, readNotebook, textOf } from "./notebooks.ts";

/** Where notebooks are, and where their cells are written to. */
export interface CellFolders {
  readonly notebooks: string;
  readonly cells: string;
}

const ours: CellFolders = {
  notebooks: join(root, "notebooks"),
  cells: join(root, ".cache", "cells"),
};

/** Stands between two cells, in the percent format that editors know. */
const marker = /^\/\/ %% cell \d+\n/gm;

/** Writes the cells of every notebook, and returns what was written of each. */
export function extractCells(folders = ours): ReadonlyMap<string, string> {
  rmSync(folders.cells, { recursive: true, force: true });
  const extracted = new Map(
    listNotebooks(folders.notebooks).map((notebook) => [
      notebook,
      moduleOf(readNotebook(notebook)),
    ]),
  );
  for (const [notebook, text] of extracted) {
    const file = cellsFile(notebook, folders);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(folders.cells, "tsconfig.json"), JSON.stringify(configFor(folders)));
  return extracted;
}

/**
 * Takes the cells back into the notebooks, as the formatter has left them; but not into a notebook
 * that somebody has saved since they were extracted.
 */
export function restoreCells(extracted: ReadonlyMap<string, string>): void {
  for (const [notebook, before] of extracted) {
    const content = readNotebook(notebook);
    if (moduleOf(content) !== before) continue;
    const blocks = readFileSync(cellsFile(notebook, ours), "utf8").split(marker).slice(1);
    for (const cell of content.cells) {
      if (cell.cell_type !== "code") continue;
      const text = blocks.shift()?.trimEnd() ?? "";
      cell.source = text === "" ? [] : text.split(/(?<=\n)/);
    }
    writeFileSync(notebook, formatNotebook(content));
  }
}

/** Rewrites places in extracted files, `….ts(12,3)`, to places in notebooks, `….ipynb cell 4 line 2`. */
export function inNotebooks(report: string, { notebooks, cells } = ours): string {
  const place = /^(\S+)\.ts\((\d+),\d+\)/gm;
  return report.replaceAll(place, (whole, path: string, line: string) => {
    const file = relative(cells, resolve(root, path));
    if (file.startsWith("..")) return whole;
    const text = readFileSync(join(cells, `${file}.ts`), "utf8");
    const above = text.split("\n").slice(0, Number(line));
    const start = above.findLastIndex((text) => text.startsWith("// %% cell "));
    const cell = above[start]?.slice("// %% cell ".length);
    const notebook = relative(root, join(dirname(notebooks), `${file}.ipynb`));
    return `${notebook} cell ${cell} line ${above.length - start - 1}`;
  });
}

/** For TypeScript 7, as `cellLanguage` for the kernel's: a cell may use all of the language. */
function configFor({ notebooks, cells }: CellFolders) {
  return {
    extends: relative(cells, join(root, "tsconfig.json")),
    compilerOptions: {
      erasableSyntaxOnly: false,
      verbatimModuleSyntax: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      // What lies beside a notebook lies beside its cells.
      rootDirs: [".", relative(cells, dirname(notebooks))],
    },
    include: [".", ...ambientFiles(root).map((file) => relative(cells, file))],
  };
}

function moduleOf(notebook: Notebook): string {
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code");
  const blocks = cells.map((cell, index) => `// %% cell ${index + 1}\n${textOf(cell)}\n`);
  // A file without an import or export would not be a module, and could not await.
  return blocks.join("\n") || "export {};\n";
}

function cellsFile(notebook: string, { notebooks, cells }: CellFolders): string {
  const name = relative(dirname(notebooks), notebook);
  return join(cells, `${name.slice(0, -".ipynb".length)}.ts`);
}
