import { type CodeUnit, withKeys } from "./code-unit.ts";
import type { TaskFunction } from "./executor.ts";
import { type NotebookBinding, type NotebookScope, notebookScope } from "./notebook-scope.ts";
import { UnitCollector } from "./unit-collector.ts";
import { type WorkerExport, workerExports } from "./worker-modules.ts";

/** How a function crosses into a worker: functions themselves cannot be sent. */
export type WorkerFunction =
  /** By name, out of a module. */
  | WorkerExport
  /** By source, together with what it uses. */
  | {
      readonly name: string;
      /** Tells all of the code: a worker that has made it before need not read it. */
      readonly key: string;
      /** A list of units as JSON, the function itself first: it is cloned in no time. */
      readonly code: string;
    };

/** What is to be sent for a function. */
export interface Description {
  readonly target: WorkerFunction;
  /** What a worker loads for it: the URLs and specifiers of modules. */
  readonly modules: readonly string[];
}

/** A description holds as long as the names that were looked up for it mean what they meant. */
interface Known extends Description {
  readonly scope: NotebookScope | undefined;
  readonly lookups: ReadonlyMap<string, NotebookBinding | undefined>;
}

const described = new WeakMap<TaskFunction, Known>();

/**
 * Decides how a function crosses: by name if a worker module exports it, whatever it is called
 * there; by its source otherwise, and with it the functions, classes, imports and constants
 * of the notebook that it uses, and those that they use. Code crosses, state does not: this is the
 * boundary rule of lecture 29, slide 10.
 *
 * @throws {TypeError} if it uses what does not cross: variables that may change, objects, what it
 * has captured; or if it is a method, a class, a bound or native function
 */
export function describeForWorker(fn: TaskFunction): Description {
  const scope = notebookScope();
  const known = described.get(fn);
  if (known && known.scope === scope && isCurrent(known)) return known;
  const description = { scope, ...describe(fn, scope) };
  described.set(fn, description);
  return description;
}

function describe(fn: TaskFunction, scope: NotebookScope | undefined): Omit<Known, "scope"> {
  const exported = workerExports().get(fn) ?? importOf(fn, scope);
  if (exported) return { target: exported, modules: [exported.module], lookups: new Map() };
  const { units, lookups } = new UnitCollector(fn, scope);
  const keyed = withKeys(units);
  const [{ key, name }] = keyed as [(typeof keyed)[number] & { name: string }];
  return {
    target: { name, key, code: JSON.stringify(keyed) },
    modules: units.flatMap(moduleOf),
    lookups,
  };
}

/** A function that the notebook has imported, under its own name. */
function importOf(fn: TaskFunction, scope: NotebookScope | undefined): WorkerExport | undefined {
  const binding = scope?.lookup(fn.name);
  if (binding?.kind !== "import" || binding.value !== fn) return undefined;
  return { module: binding.module, name: binding.exported };
}

function moduleOf(unit: CodeUnit): string[] {
  return "module" in unit ? [unit.module] : [];
}

function isCurrent({ scope, lookups }: Known): boolean {
  for (const [name, before] of lookups) {
    if (!isSame(scope?.lookup(name), before)) return false;
  }
  return true;
}

function isSame(now: NotebookBinding | undefined, before: NotebookBinding | undefined): boolean {
  if (now?.kind === "value" && before?.kind === "value") {
    return Object.is(now.value, before.value) && now.isConstant === before.isConstant;
  }
  if (now?.kind === "import" && before?.kind === "import") {
    return now.module === before.module && now.exported === before.exported;
  }
  return now === before;
}
