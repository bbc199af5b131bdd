import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findEnvironment } from "../../scripts/environment.mjs";
import {
  type Cell,
  cleanNotebook,
  formatNotebook,
  listNotebooks,
  type Notebook,
  readNotebook,
} from "../../scripts/notebooks.ts";

const folder = mkdtempSync(join(tmpdir(), "notebooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const used: Notebook = {
  cells: [
    { id: "title", cell_type: "markdown", metadata: {}, source: "# Title\n\nText.\n" },
    {
      id: "run",
      cell_type: "code",
      metadata: { tags: ["raises-exception"], scrolled: true, collapsed: false },
      source: ["const a = 1;\n", "a"],
      outputs: [{ output_type: "stream", name: "stdout", text: "1\n" }],
      execution_count: 7,
    },
    { id: "run", cell_type: "code", metadata: {}, source: "", outputs: [], execution_count: null },
    { cell_type: "code", metadata: {}, source: "", outputs: [], execution_count: null },
  ],
  metadata: { kernelspec: { name: "old" }, widgets: {} },
  nbformat: 4,
  nbformat_minor: 4,
};

test("cleaning takes out outputs, counts and stray metadata, and gives every cell an id", () => {
  const { cells, metadata, nbformat_minor } = cleanNotebook(used);
  expect(cells[0]).toEqual({
    cell_type: "markdown",
    id: "title",
    metadata: {},
    source: ["# Title\n", "\n", "Text."],
  });
  expect(cells[1]).toEqual({
    cell_type: "code",
    id: "run",
    metadata: { tags: ["raises-exception"] },
    source: ["const a = 1;\n", "a"],
    outputs: [],
    execution_count: null,
  });
  const ids = cells.map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
  expect(ids.every((id) => id && /^[\w-]{1,64}$/.test(id))).toBe(true);
  expect(Object.keys(metadata)).toEqual(["kernelspec", "language_info"]);
  expect(metadata).toMatchObject({
    kernelspec: { name: "tslab" },
    language_info: { name: "typescript" },
  });
  expect(nbformat_minor).toBe(5);
});

test("cleaning keeps what makes a cell an answer, a check or a fold", () => {
  const nbgrader = {
    schema_version: 3,
    solution: false,
    grade: true,
    locked: true,
    task: false,
    points: 2,
    grade_id: "r1-check",
  };
  const check: Cell = {
    id: "check",
    cell_type: "code",
    metadata: { nbgrader: { ...nbgrader, checksum: "0", cell_type: "code" }, editable: false },
    source: "",
  };
  const fold: Cell = {
    id: "fold",
    cell_type: "markdown",
    metadata: { "jp-MarkdownHeadingCollapsed": true, tags: ["beyond"] },
    source: "## Beyond the sheet",
  };
  const { cells } = cleanNotebook({ ...used, cells: [check, fold] });
  expect(cells[0]?.metadata).toEqual({ nbgrader });
  expect(cells[1]?.metadata).toEqual(fold.metadata);
});

test("cleaning what is clean changes nothing", () => {
  const once = cleanNotebook(used);
  expect(cleanNotebook(structuredClone(once))).toEqual(once);
});

test("files are to the letter what Jupyter writes", () => {
  const file = join(folder, "clean.ipynb");
  const text = formatNotebook(cleanNotebook(used));
  writeFileSync(file, text);
  const script = "import nbformat, sys; f = sys.argv[1]; nbformat.write(nbformat.read(f, 4), f)";
  execFileSync(findEnvironment().python, ["-W", "error", "-c", script, file]);
  expect(readFileSync(file, "utf8")).toBe(text);
});

test.each([
  ["it is not JSON", "{"],
  ["it is not a notebook of nbformat 4", "{}"],
  ["it is not a notebook of nbformat 4", "null"],
  ["it is not a notebook of nbformat 4", '{"nbformat": 3, "worksheets": []}'],
])("refuses a file because %s", (reason, text) => {
  const file = join(folder, "bad.ipynb");
  writeFileSync(file, text);
  expect(() => readNotebook(file)).toThrow(`Cannot read ${file} as ${reason}`);
});

test("finds the course's notebooks, in order", () => {
  const files = listNotebooks();
  expect(files.length).toBeGreaterThan(0);
  expect(files).toEqual(files.toSorted());
  expect(files.every((file) => file.endsWith(".ipynb"))).toBe(true);
});
