import type { Task } from "./executor.ts";
import { type FreeName, freeNamesOf } from "./free-names.ts";
import { nameOf } from "./job.ts";
import { type WorkerExport, workerExports } from "./worker-modules.ts";

/** How a function crosses into a worker: functions themselves cannot be sent. */
export type WorkerFunction =
  /** By name, out of a module in `lib/workers/`. */
  | WorkerExport
  /** By source: it stands alone, without the variables around it. */
  | {
      readonly source: string;
      readonly name: string;
      /** It calls itself by its name, which its source alone does not define. */
      readonly isRecursive: boolean;
    };

/** What `carryOut` gives a source, besides the globals of every worker. */
const given = new Set(["require", "__importStar", "__importDefault"]);

const bySource = new WeakMap<Task, WorkerFunction>();

/**
 * Decides how a function crosses: by name if a module in `lib/workers/` exports it, whatever it is
 * called there; by its source otherwise. This is the boundary rule of lecture 29, slide 10.
 *
 * @throws {TypeError} if its source does not stand alone: it is a closure, uses an import, or is
 * a method, a class, a bound or native function
 */
export function describeForWorker(fn: Task): WorkerFunction {
  const known = workerExports().get(fn) ?? bySource.get(fn);
  if (known) return known;
  const described = describeSource(fn);
  bySource.set(fn, described);
  return described;
}

function describeSource(fn: Task): WorkerFunction {
  const source = Function.prototype.toString.call(fn);
  if (source.endsWith("{ [native code] }")) {
    throw refusal(fn, "it is a native or bound function: wrap it in one of your own");
  }
  const { type, freeNames } = read(fn, source);
  if (type !== "ArrowFunctionExpression" && type !== "FunctionExpression") {
    throw refusal(fn, "it is a class: use a function that creates what you need");
  }
  const missing = freeNames.filter(
    ({ name }) => !(name in globalThis) && !given.has(name) && name !== fn.name,
  );
  if (missing.length > 0) throw refusal(fn, explainMissing(missing));
  const isRecursive = freeNames.some(({ name }) => name === fn.name);
  return { source, name: nameOf(fn), isRecursive };
}

function read(fn: Task, source: string) {
  try {
    return freeNamesOf(source);
  } catch (cause) {
    throw refusal(fn, "it is a method: use a function that takes the object as an argument", cause);
  }
}

function refusal(fn: Task, reason: string, cause?: unknown): TypeError {
  return new TypeError(
    `Cannot run ${nameOf(fn)} in a worker as ${reason}`,
    cause === undefined ? {} : { cause },
  );
}

function explainMissing(missing: readonly FreeName[]): string {
  const names = new Set(missing.map((one) => `\`${asTyped(one)}\``));
  const [are, it] = names.size > 1 ? ["are", "each"] : ["is", "it"];
  return (
    `${[...names].join(", ")} ${are} not inside of it: pass ${it} as an argument, ` +
    "import it inside by `await import(…)`, or move the function to a file in lib/workers/"
  );
}

/**
 * A cell's compiler writes `join` of an import as `node_path_1.join`, a default import `pLimit` as
 * `p_limit_1.default`, and any name of an earlier cell as `exports.name`.
 */
function asTyped({ name, property }: FreeName): string {
  const isImport = /_\d+$/.test(name);
  if (isImport && property === "default") return name.replace(/_\d+$/, "");
  return property !== undefined && (isImport || name === "exports") ? property : name;
}
