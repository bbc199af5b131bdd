// Notebooks as files: finding, reading and writing them, and what they look like in git.

import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kernelInfo } from "../kernel/kernel-info.ts";
import { root } from "./environment.mjs";

/** A cell, as far as we look at it. */
export interface Cell {
  id?: string;
  cell_type: "code" | "markdown" | "raw";
  metadata: Record<string, unknown>;
  source: string | string[];
  outputs?: unknown[];
  execution_count?: number | null;
  attachments?: unknown;
}

/** A notebook of nbformat 4. */
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** The only notebook metadata in git: with the kernel alone, nbconvert would highlight Python. */
const notebookMetadata = {
  kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
  language_info: {
    codemirror_mode: "typescript",
    file_extension: ".ts",
    mimetype: "text/typescript",
    name: "typescript",
    pygments_lexer: "typescript",
    // As the kernel says it: JupyterLab would add it when a notebook is opened, and ask to save.
    version: kernelInfo.language_info.version,
  },
};

/** The only cell metadata in git. */
const cellMetadata = ["jp-MarkdownHeadingCollapsed", "nbgrader", "slideshow", "tags"];

/** What stays of nbgrader's: a checksum or a cell's former type is not ours to keep. */
const nbgraderMetadata = [
  "grade",
  "grade_id",
  "locked",
  "points",
  "schema_version",
  "solution",
  "task",
];

/** The notebooks below a folder, the course's unless told otherwise: absolute paths, in order. */
export function listNotebooks(folder = join(root, "notebooks")): string[] {
  return globSync("**/*.ipynb", { cwd: folder })
    .filter((path) => !path.includes(".ipynb_checkpoints"))
    .sort()
    .map((path) => join(folder, path));
}

/**
 * Reads a notebook.
 *
 * @throws {Error} that names the file, if it is not a notebook of nbformat 4
 */
export function readNotebook(file: string): Notebook {
  const text = readFileSync(file, "utf8");
  let notebook: Notebook;
  try {
    notebook = JSON.parse(text);
  } catch (cause) {
    throw new Error(`Cannot read ${file} as it is not JSON`, { cause });
  }
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new Error(`Cannot read ${file} as it is not a notebook of nbformat 4`);
  }
  return notebook;
}

/** The text of a cell. */
export function textOf({ source }: Cell): string {
  return typeof source === "string" ? source : source.join("");
}

/** The notebook as it belongs into git: no outputs, no counts, an id a cell, no stray metadata. */
export function cleanNotebook({ cells, nbformat }: Notebook): Notebook {
  const seen = new Set<string>();
  return {
    cells: cells.map((cell, index) => {
      const text = textOf(cell).trimEnd();
      const given = cell.id && !seen.has(cell.id) ? cell.id : newId(`${index} ${text}`);
      seen.add(given);
      return {
        cell_type: cell.cell_type,
        id: given,
        metadata: cleanMetadata(cell.metadata),
        source: text === "" ? [] : text.split(/(?<=\n)/),
        ...(cell.attachments !== undefined && { attachments: cell.attachments }),
        ...(cell.cell_type === "code" && { execution_count: null, outputs: [] }),
      };
    }),
    metadata: notebookMetadata,
    nbformat,
    nbformat_minor: 5,
  };
}

/** The file's text, to the letter as Jupyter writes it: keys in order, one blank a level. */
export function formatNotebook(notebook: Notebook): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return `${JSON.stringify(notebook, sorted, 1)}\n`;
}

function newId(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function cleanMetadata(metadata: Cell["metadata"]): Cell["metadata"] {
  const { nbgrader, ...kept } = pick(metadata, cellMetadata);
  if (typeof nbgrader !== "object" || nbgrader === null) return kept;
  return { ...kept, nbgrader: pick(nbgrader as Record<string, unknown>, nbgraderMetadata) };
}

function pick(metadata: Record<string, unknown>, keys: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => keys.includes(key)));
}
