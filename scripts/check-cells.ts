// Whether the cells of notebooks are TypeScript: as the kernel reads them, cell by cell, and as
// TypeScript 7 does, a whole notebook at a time.

import { spawnSync } from "node:child_process";
import { dirname, join, relative } from "node:path";
import { cellLanguage } from "../kernel/cell-language.ts";
import { formatDiagnostics } from "../kernel/diagnostics.ts";
import { Language } from "../kernel/language.ts";
import { extractCells, inNotebooks } from "./cells.ts";
import { root } from "./environment.mjs";
import { listNotebooks, readNotebook, textOf } from "./notebooks.ts";

/** What is wrong with the cells of a notebook. */
interface Findings {
  readonly notebook: string;
  readonly report: string;
  /** Declares a name in two cells, as a notebook may, and a module may not. */
  readonly isNoModule: boolean;
}

/** Checks the cells of all notebooks, and returns what is wrong, as text for people. */
export function checkCells(folders?: Parameters<typeof extractCells>[0]): string[] {
  const findings = listNotebooks(folders?.notebooks).map(inKernel());
  const isModule = (line: string) =>
    !findings.some(({ notebook, isNoModule }) => isNoModule && line.startsWith(notebook));
  extractCells(folders);
  const project = folders?.cells ?? join(root, ".cache", "cells");
  const report = inNotebooks(runTypeScript7(project), folders);
  // What explains a finding stands indented below it.
  const modules = report.split(/\n(?=\S)/).filter(isModule);
  return [...findings.map((one) => one.report), ...modules].filter((text) => text.trim() !== "");
}

/** Runs TypeScript 7 on a project, and returns what it finds. */
export function runTypeScript7(project: string): string {
  // Not node_modules/.bin/tsc: another TypeScript may have claimed that name.
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = { cwd: root, encoding: "utf8" } as const;
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", project], options);
  return stdout + stderr;
}

function inKernel(): (path: string) => Findings {
  const languages = new Map<string, Language>();
  const options = cellLanguage(root);
  return (path) => {
    const folder = dirname(path);
    const language = languages.get(folder) ?? new Language(folder, options);
    languages.set(folder, language);
    const cells = readNotebook(path).cells.filter((cell) => cell.cell_type === "code");
    const texts = cells.map((cell, n) => ({ text: textOf(cell), label: `cell ${n + 1}` }));
    const { diagnostics, isRedeclared } = language.checkAll(texts);
    const notebook = relative(root, path);
    const labelOf = (file: string) => language.labelOf(file);
    const { traceback } = formatDiagnostics(diagnostics, { labelOf, root });
    const report = diagnostics.length > 0 ? `${notebook}\n${traceback.join("\n")}\n` : "";
    return { notebook, report, isNoModule: isRedeclared };
  };
}
