// What the files of this repository import, and whether that goes round in a circle.

import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import ts from "typescript-js";
import { root } from "../scripts/environment.mjs";

/** What a file imports: files as paths from the root, packages by their names, without Node's own. */
export interface Imports {
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

/** Our own packages, by the specifiers under which others import them. */
const own: ReadonlyMap<string, string> = new Map(
  globSync("*/package.json", { cwd: root, exclude: ["node_modules"] }).flatMap((path) => {
    const { name, exports = {} } = JSON.parse(readFileSync(join(root, path), "utf8"));
    const entries = Object.entries<string>(
      typeof exports === "string" ? { ".": exports } : exports,
    );
    return entries.map(([at, file]) => [posix.join(name, at), posix.join(dirname(path), file)]);
  }),
);

/** What each file in some folders imports, types too. */
export function importsIn(folders: readonly string[]): ReadonlyMap<string, Imports> {
  const pattern = `{${folders.join(",")}}/**/*.{ts,mjs}`;
  const paths = globSync(pattern, { cwd: root, exclude: ["**/node_modules", "test/answers"] });
  const read = (path: string) => importsOf(readFileSync(join(root, path), "utf8"), path);
  return new Map(paths.map((path) => path.split(sep).join("/")).map((path) => [path, read(path)]));
}

/** @param path  from the root */
export function importsOf(text: string, path: string): Imports {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  // JavaScript has its types in comments, which are not read above.
  const inComments = path.endsWith(".mjs") ? text.matchAll(/\bimport\("([^"]+)"\)/g) : [];
  const specifiers = [
    ...importedFiles.map(({ fileName }) => fileName),
    ...[...inComments].map(([, specifier = ""]) => specifier),
  ].filter((specifier) => !specifier.startsWith("node:"));
  const found = specifiers.map((specifier) =>
    specifier.startsWith(".") ? posix.join(dirname(path), specifier) : own.get(specifier),
  );
  const files = found.filter((file) => file !== undefined);
  const packages = specifiers.filter((_, n) => found[n] === undefined);
  return { files: [...new Set(files)], packages: [...new Set(packages.map(nameOf))] };
}

/** A circle of imports: the first and the last are the same. */
export function findCircle(imports: ReadonlyMap<string, Imports>): string[] | undefined {
  const done = new Set<string>();
  const follow = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file)?.files ?? []) {
      const circle = follow(next, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = follow(file, []);
    if (circle) return circle;
  }
  return undefined;
}

/** `@scope/name` or `name`, without what is below it. */
function nameOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
