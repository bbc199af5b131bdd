import { readdirSync } from "node:fs";
import { nameOf } from "./call-tracker.ts";
import type { Task } from "./executor.ts";

/** Where a worker finds a function: functions themselves cannot be sent. */
export interface WorkerFunction {
  /** URL of the module, under `lib/workers/`. */
  readonly module: string;
  /** The name under which the module exports it, which need not be the function's own. */
  readonly name: string;
}

const workersFolder = new URL("../workers/", import.meta.url);

let index: Promise<Map<unknown, WorkerFunction>> | undefined;

/**
 * Looks a function up among the exports of the modules in `lib/workers/`: the boundary rule of
 * lecture 29, slide 10, for threads.
 *
 * @throws {TypeError} if none of them exports it
 */
export async function findWorkerFunction(fn: Task): Promise<WorkerFunction> {
  index ??= indexExports();
  const found = (await index).get(fn);
  if (found) return found;
  throw new TypeError(
    `Cannot run ${nameOf(fn)} in a worker as no module in lib/workers/ exports it: move it there`,
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
