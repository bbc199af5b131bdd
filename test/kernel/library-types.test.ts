import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { CellFiles } from "../../kernel/cell-files.ts";
import { cellLanguage } from "../../kernel/cell-language.ts";
import { createService } from "../../kernel/language-service.ts";
import { findLibraryTypes } from "../../kernel/library-types.ts";
import { root } from "../../scripts/environment.mjs";

/** The files that are read for a cell, from the root, and what is wrong with it. */
function read(cell: string) {
  const folder = join(root, "notebooks");
  const files = new CellFiles(folder);
  const [slot = ""] = files.paths;
  files.write(slot, cell);
  const { service } = createService({ ...cellLanguage(root), folder, files, hasDocs: false });
  const sources = service.getProgram()?.getSourceFiles() ?? [];
  const wrong = service.getSemanticDiagnostics(slot).map(({ messageText }) => messageText);
  service.dispose();
  return { files: sources.map(({ fileName }) => relative(root, fileName)), wrong };
}

test("of a package of ours, a cell reads the declarations", () => {
  const { files, wrong } = read(`
    import { type Executor, ThreadPool } from "concurrency-lab";
    import { InferenceService, ModelRegistry } from "concurrency-lab-serving";
    const executor: Executor = new ThreadPool();
    const registry = new ModelRegistry({ executor });
    const label: number = (await new InferenceService({ registry }).predict([1])).label;
    console.log(label);
  `);
  expect(wrong).toEqual([]);
  expect(
    files.filter((file) => /^\.cache\/types\/(lib|serving)\/\w+\/index/.test(file)),
  ).toHaveLength(2);
  const sources = files.filter((file) => /^(lib|serving)\//.test(file) && !file.endsWith(".d.ts"));
  expect(sources).toEqual([]);
  expect(files.filter((file) => file.includes("fastify"))).toEqual([]);
});

test("one that imports the library alone reads nothing of the service", () => {
  const { files, wrong } = read('import { table } from "concurrency-lab"; console.log(table([]));');
  expect(wrong).toEqual([]);
  expect(files.filter((file) => file.startsWith(join(".cache", "types", "lib")))).not.toEqual([]);
  expect(files.filter((file) => file.includes("serving"))).toEqual([]);
});

const manifestOf = (part: string) =>
  JSON.parse(readFileSync(join(root, part, "package.json"), "utf8"));

test.each<string>(manifestOf(".").workspaces)("there are declarations of %s", (part) => {
  expect(findLibraryTypes(manifestOf(part).name, root)).toMatch(/index\.d\.ts$/);
});

test.each(["fastify", "concurrency-lab/internal", "constructor"])(
  "%s is no package of ours",
  (name) => {
    expect(findLibraryTypes(name, root)).toBeUndefined();
  },
);
