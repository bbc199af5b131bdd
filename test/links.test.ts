import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { root } from "../scripts/environment.mjs";
import { listNotebooks, readNotebook, textOf } from "../scripts/notebooks.ts";

/** The targets of links and images that are files of ours. */
function targetsIn(markdown: string): string[] {
  const links = markdown.matchAll(/\]\((?<target>[^)\s]+)\)/g);
  const targets = [...links].map(({ groups }) => groups?.target?.replace(/#.*/, "") ?? "");
  return targets.filter((target) => target !== "" && !/^\w+:/.test(target));
}

const notebooks = listNotebooks().map((notebook): [string, string] => [
  relative(root, notebook),
  readNotebook(notebook)
    .cells.filter((cell) => cell.cell_type === "markdown")
    .map(textOf)
    .join("\n"),
]);

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...globSync("{docs,kernel}/*.md", { cwd: root }),
];
const texts = pages.map((path): [string, string] => [path, readFileSync(join(root, path), "utf8")]);

test.each([...texts, ...notebooks])("the links of %s lead somewhere", (path, markdown) => {
  const broken = targetsIn(markdown).filter((to) => !existsSync(join(root, dirname(path), to)));
  expect(broken).toEqual([]);
});

test("each exercise leads to a reflection", () => {
  const exercises = notebooks.filter(([path]) => path.includes("exercise"));
  expect(exercises.length).toBeGreaterThan(0);
  for (const [path, markdown] of exercises) {
    expect(targetsIn(markdown).join(" "), path).toContain("reflection-");
  }
});
