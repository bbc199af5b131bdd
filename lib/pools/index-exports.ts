import { readFileSync } from "node:fs";

const index = new URL("../index.ts", import.meta.url);

let origins: ReadonlyMap<string, string> | undefined;

/**
 * The module to import for what a function uses of another: of what this library's index passes
 * on, the file that it comes from. All of the index would keep a core busy for a quarter of a
 * second in each new worker, and that within the deadline of its first call.
 */
export function moduleToImport(module: string, exported: string): string {
  if (module !== index.href) return module;
  origins ??= readOrigins();
  return origins.get(exported) ?? module;
}

/** The index has only lines such as `export { a, type B } from "./c.ts";`. */
function readOrigins(): ReadonlyMap<string, string> {
  const statements = readFileSync(index, "utf8").matchAll(/^export \{([^}]*)\} from "([^"]+)";/gm);
  return new Map(
    [...statements].flatMap(([, names = "", file = ""]) =>
      names.split(",").map((name) => [name.trim(), new URL(file, index).href] as const),
    ),
  );
}
