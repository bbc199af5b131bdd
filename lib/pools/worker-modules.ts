import { readdirSync } from "node:fs";
import { createRequire } from "node:module";

/** A value that a module in `lib/workers/` exports. */
export interface WorkerExport {
  /** The URL of its module. */
  readonly module: string;
  /** What it is called there. */
  readonly name: string;
}

const folder = new URL("../workers/", import.meta.url);
const require = createRequire(import.meta.url);

let exported: ReadonlyMap<unknown, WorkerExport> | undefined;

/** All that the modules in `lib/workers/` export, read once. */
export function workerExports(): ReadonlyMap<unknown, WorkerExport> {
  exported ??= new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .flatMap(exportsOf),
  );
  return exported;
}

function exportsOf(file: string): [unknown, WorkerExport][] {
  const module = new URL(file, folder).href;
  let exports: object;
  try {
    exports = require(`../workers/${file}`);
  } catch {
    // One that does not load has exported nothing that anybody could have asked for.
    return [];
  }
  return Object.entries(exports).map(([name, value]) => [value, { module, name }]);
}
