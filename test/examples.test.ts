import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { root } from "../scripts/environment.mjs";
import { type Exports, examplesIn, exportsOf, moduleOf } from "./example-module.ts";

const folder = join(root, ".cache", "examples");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const load = (path: string): Promise<object> => import(pathToFileURL(join(root, path)).href);

const packages: Exports[] = [];
for (const [name, index] of [
  ["concurrency-lab", "lib/index.ts"],
  ["concurrency-lab-serving", "serving/index.ts"],
] as const) {
  packages.push(exportsOf(name, read(index), await load(index)));
}
const examples: string[] = [];
for (const path of globSync("{lib,serving}/**/*.ts", { cwd: root }).sort()) {
  const found = examplesIn(read(path));
  if (found.length === 0) continue;
  const own = exportsOf(`../../${path}`, read(path), await load(path));
  for (const [i, code] of found.entries()) {
    const name = `${path
      .replace(/^lib\//, "")
      .replaceAll("/", "-")
      .replace(/\.ts$/, "")}-${i + 1}.ts`;
    writeFileSync(join(folder, name), moduleOf(code, [...packages, own]));
    examples.push(name);
  }
}

beforeEach(() => {
  vi.spyOn(console, "log").mockReturnValue();
  return () => vi.restoreAllMocks();
});

describe("the examples in doc comments", () => {
  it.each(examples)(
    "%s holds what it says",
    async (name) => {
      await load(join(".cache", "examples", name));
    },
    20_000,
  );

  it("are sound TypeScript", () => {
    const config = { extends: "../../tsconfig.json", include: ["*.ts"] };
    const settings = { ...config, compilerOptions: { noUnusedLocals: false } };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
    expect(typeErrors([compiler, "--noEmit", "-p", folder])).toEqual([]);
  }, 60_000);
});

describe("a comment that is not true", () => {
  it.each([
    ["1 + 1; // 3"],
    ["await Promise.resolve([1]);\n// [2]"],
    ["const f = () => {\n  [1]; // [2]\n};\nf();"],
    ["const x: number = 1;\n({ x }); // { x: -1 }"],
    ["console.log(1, 'a'); // 1 b"],
    ["for (const n of [1, 2]) console.log(n); // 1, 3"],
    ["console.log('a\\nb');\n// a\n// c"],
    ["console.log('a\\nb');\n// c\n// …"],
    ["if (false) console.log(1); // 1"],
    ["throw new Error('boom');"],
  ])("fails: %j", async (code) => {
    await expect(run(code)).rejects.toThrow();
  });

  it.each([
    ["1 + 1; // two"],
    ["1 + 1; // the sum, 2"],
    ["const x = 1; // 2"],
    ["1 + 1; // 4 / 2"],
    ["[{ a: undefined }, Number.NaN];\n// [{ a: undefined }, NaN]"],
    ["console.log('a\\nb');\n// a\n// …"],
    ["console.log(1);\n\n// Then something else."],
  ])("passes as prose, or as it is true after all: %j", (code) => run(code));

  let count = 0;
  async function run(code: string): Promise<void> {
    count += 1;
    const path = join(folder, `check-${count}.ts`);
    writeFileSync(path, moduleOf(code, []));
    await import(pathToFileURL(path).href);
  }
});

/** The faults of the examples themselves. */
function typeErrors(command: readonly string[]): string[] {
  const { stdout } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
  return stdout.split("\n").filter((line) => /^[\w-]+\.ts\(/.test(line));
}
