import { readdirSync } from "node:fs";
import { nameOf } from "./call-tracker.ts";
import type { Task } from "./executor.ts";

/** How a function crosses into a worker: functions themselves cannot be sent. */
export type WorkerFunction =
  /** By name: `module` is the URL of a module in `lib/workers/` that exports it as `name`. */
  | { readonly module: string; readonly name: string }
  /** By source: it stands alone, without the variables around it. */
  | { readonly source: string; readonly name: string };

const workersFolder = new URL("../workers/", import.meta.url);

let index: Promise<Map<unknown, WorkerFunction>> | undefined;

/**
 * Decides how a function crosses: by name if a module in `lib/workers/` exports it, whatever it is
 * called there; by its source otherwise. This is the boundary rule of lecture 29, slide 10.
 *
 * @throws {TypeError} if it has no source, as a native or bound function
 */
export async function describeForWorker(fn: Task): Promise<WorkerFunction> {
  index ??= indexExports();
  const exported = (await index).get(fn);
  if (exported) return exported;
  const source = Function.prototype.toString.call(fn);
  if (!source.endsWith("{ [native code] }")) return { source, name: nameOf(fn) };
  throw new TypeError(
    `Cannot run ${nameOf(fn)} in a worker as it is a native or bound function: wrap it in one of your own`,
  );
}

async function indexExports(): Promise<Map<unknown, WorkerFunction>> {
  const functions = new Map<unknown, WorkerFunction>();
  for (const file of readdirSync(workersFolder)) {
    if (!file.endsWith(".ts") || file === "entry.ts") continue;
    const module = new URL(file, workersFolder).href;
    for (const [name, value] of Object.entries(await import(module))) {
      if (typeof value === "function") functions.set(value, { module, name });
    }
  }
  return functions;
}
