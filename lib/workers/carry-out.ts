// How a worker carries out a call. It always answers, with a value or an error: whatever the
// function does, short of ending its worker, the worker lives on.

import { createRequire } from "node:module";
import { join } from "node:path";
import { constants, runInThisContext } from "node:vm";
import { type EncodedError, encodeError } from "../pools/error-codec.ts";
import { machineNow } from "../pools/machine-clock.ts";
import { type Destination, findUncloneable } from "../pools/uncloneable.ts";
import type { WorkerFunction } from "../pools/worker-function.ts";

/** One call, as it crosses into a worker: an array, as that is cloned in less time than an object. */
export type WorkerCall = readonly [target: WorkerFunction, args: readonly unknown[]];

/** What comes back, with the moments at which the function began and ended, by `machineNow`. */
export type Outcome =
  | readonly [isOk: true, value: unknown, startedMs: number, endedMs: number]
  | readonly [isOk: false, error: EncodedError, startedMs: number, endedMs: number];

type AnyFunction = (...args: readonly unknown[]) => unknown;

const modules = new Map<string, Readonly<Record<string, AnyFunction>>>();
const compiled = new Map<string, AnyFunction>();

/** @param destination  where the result is to go */
export async function carryOut(
  [target, args]: WorkerCall,
  destination: Destination = {},
): Promise<Outcome> {
  const startedMs = machineNow();
  try {
    const fn = await find(target);
    const value = await fn(...args);
    const endedMs = machineNow();
    const found = findUncloneable(value, destination);
    if (found) {
      throw new TypeError(
        `Cannot return the result of ${target.name} from its worker as result${found.path} is ${found.kind}`,
      );
    }
    return [true, value, startedMs, endedMs];
  } catch (thrown) {
    const error = encodeError(thrown, { below: import.meta.url });
    return [false, error, startedMs, machineNow()];
  }
}

async function find(target: WorkerFunction): Promise<AnyFunction> {
  if ("source" in target) return compile(target);
  return (await load(target.module))[target.name] as AnyFunction;
}

/**
 * Loads what workers before this one have loaded, so that the calls given to it do not pay for its
 * being new. What does not load is the error of the call that asks for it.
 */
export async function preload(urls: readonly string[]): Promise<void> {
  await Promise.allSettled(urls.map(load));
}

async function load(url: string): Promise<Readonly<Record<string, AnyFunction>>> {
  const known = modules.get(url);
  if (known) return known;
  const exports = await import(url);
  modules.set(url, exports);
  return exports;
}

/** Makes a function of its source, in the worker's global scope, once. */
function compile({
  source,
  name,
  isRecursive,
}: Extract<WorkerFunction, { source: string }>): AnyFunction {
  const known = compiled.get(source);
  if (known) return known;
  const parameters = Object.keys(given).join(", ");
  const prefix = `(${parameters}) => { ${isRecursive ? `const ${name} =` : "return"} (`;
  const suffix = isRecursive ? `); return ${name}; }` : ")}";
  const create = runInThisContext(`${prefix}${source}\n${suffix}`, {
    filename: `function ${name}`,
    columnOffset: -prefix.length,
    // Node calls this experimental, and says so on stderr: only where it is needed.
    ...(/\bimport\s*\(/.test(source) && {
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }),
  });
  const fn: AnyFunction = create(...Object.values(given));
  compiled.set(source, fn);
  return fn;
}

/** What the source of a cell's function needs for an `import()` in it: its compiler calls these. */
const given = {
  require: createRequire(join(process.cwd(), "/")),
  __importStar: (module: object) =>
    "__esModule" in module ? module : { ...module, default: module },
  __importDefault: (module: object) => ("__esModule" in module ? module : { default: module }),
};
