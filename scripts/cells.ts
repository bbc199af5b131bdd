// The code cells of each notebook as one TypeScript file, so that the type checker, the linter and
// the formatter see what tslab sees, and see it whole.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./environment.mjs";
import { formatNotebook, listNotebooks, type Notebook, readNotebook, textOf } from "./notebooks.ts";

const folder = join(root, ".cache", "cells");

/** Stands between two cells, in the percent format that editors know. */
const marker = /^\/\/ %% cell \d+\n/gm;

/** Writes the cells of every notebook to `.cache/cells/`, and returns what was written of each. */
export function extractCells(): ReadonlyMap<string, string> {
  rmSync(folder, { recursive: true, force: true });
  const extracted = new Map(
    listNotebooks().map((notebook) => [notebook, moduleOf(readNotebook(notebook))]),
  );
  for (const [notebook, text] of extracted) {
    const file = cellsFile(notebook);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
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
    const blocks = readFileSync(cellsFile(notebook), "utf8").split(marker).slice(1);
    for (const cell of content.cells) {
      if (cell.cell_type !== "code") continue;
      const text = blocks.shift()?.trimEnd() ?? "";
      cell.source = text === "" ? [] : text.split(/(?<=\n)/);
    }
    writeFileSync(notebook, formatNotebook(content));
  }
}

/** Rewrites places in extracted files, `….ts(12,3)`, to places in notebooks, `….ipynb cell 4 line 2`. */
export function inNotebooks(report: string): string {
  const place = /\.cache[/\\]cells[/\\](\S+?)\.ts\((\d+),(\d+)\)/g;
  return report.replaceAll(place, (_place, name: string, line: string) => {
    const above = readFileSync(join(folder, `${name}.ts`), "utf8")
      .split("\n")
      .slice(0, Number(line));
    const start = above.findLastIndex((text) => text.startsWith("// %% cell "));
    const cell = above[start]?.slice("// %% cell ".length);
    return `notebooks/${name}.ipynb cell ${cell} line ${above.length - start - 1}`;
  });
}

function moduleOf(notebook: Notebook): string {
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code");
  const blocks = cells.map((cell, index) => `// %% cell ${index + 1}\n${textOf(cell)}\n`);
  // A file without an import or export would not be a module, and could not await.
  return blocks.join("\n") || "export {};\n";
}

function cellsFile(notebook: string): string {
  const name = relative(join(root, "notebooks"), notebook);
  return join(folder, `${name.slice(0, -".ipynb".length)}.ts`);
}
