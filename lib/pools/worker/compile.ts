import { createRequire } from "node:module";
import { join } from "node:path";
import { constants, runInThisContext } from "node:vm";
import type { CodeUnit, Keyed, TypedUnit } from "../code-unit.ts";
import { notebookObject } from "../notebook-scope.ts";
import { load } from "./load.ts";

/** Code that has been read and waits to be made. */
interface Draft {
  readonly uses: TypedUnit["uses"];
  /** What must be there before it can be made: of a class alone. */
  readonly needs?: readonly string[];
  create(): unknown;
  /** Says what a name stands for that it uses. */
  bind(name: string, value: unknown): void;
}

/** What this worker has made of code, by key. */
const made = new Map<string, unknown>();

/**
 * Makes a function of its source, with all that it uses, in the worker's global scope. What is made
 * of the same code is the same function, and the same class.
 *
 * @param key   that of the function itself
 * @param code  a list of units as JSON, the function itself first
 */
export function compile(key: string, code: string): unknown {
  return made.get(key) ?? link(JSON.parse(code));
}

async function link(units: readonly Keyed<CodeUnit>[]): Promise<unknown> {
  const values: unknown[] = await Promise.all(
    units.map((unit) => ("module" in unit ? load(unit.module, unit.exported) : made.get(unit.key))),
  );
  const drafts = units.map((unit) =>
    "module" in unit || made.has(unit.key) ? undefined : draft(unit),
  );
  makeAll(drafts, values);
  for (const [place, { key }] of units.entries()) made.set(key, values[place]);
  return values[0];
}

/** Makes what is not there yet: functions first, then each class after what it needs. */
function makeAll(drafts: readonly (Draft | undefined)[], values: unknown[]): void {
  const visited = new Set<number>();
  const bindAll = () => {
    for (const draft of drafts) {
      for (const [name, used] of Object.entries(draft?.uses ?? {})) draft?.bind(name, values[used]);
    }
  };
  const makeClass = (place: number) => {
    const draft = drafts[place];
    if (!draft || visited.has(place)) return;
    visited.add(place);
    // What it calls while it is made needs all that it uses itself.
    const needed = draft.needs ?? Object.keys(draft.uses);
    for (const name of needed) makeClass(draft.uses[name] ?? -1);
    if (!draft.needs) return;
    values[place] = draft.create();
    bindAll();
  };
  for (const [place, draft] of drafts.entries()) {
    if (draft && !draft.needs) values[place] = draft.create();
  }
  bindAll();
  for (const [place, draft] of drafts.entries()) if (draft?.needs) makeClass(place);
}

function draft({ name, source, place, uses, needs }: Keyed<TypedUnit>): Draft {
  const notebook: Record<string, unknown> = {};
  const own = `${notebookObject}.`;
  const locals = Object.keys(uses).filter((used) => !used.startsWith(own));
  const parameters = [notebookObject, ...Object.keys(given)].join(", ");
  const declared = locals.length > 0 ? `let ${locals.join(", ")}; ` : "";
  // As a property's value, an anonymous function is given its name.
  const prefix = `"use strict"; (${parameters}) => { ${declared}return [() => ({ [${JSON.stringify(name)}]: (`;
  const setters = locals.map((local) => `${local}() { ${local} = arguments[0]; }`);
  const suffix = `) })[${JSON.stringify(name)}], { ${setters.join(", ")} }]; }`;
  const open = runInThisContext(`${prefix}${source}\n${suffix}`, {
    filename: place?.file ?? `function ${name}`,
    lineOffset: (place?.line ?? 1) - 1,
    columnOffset: (place?.column ?? 1) - 1 - prefix.length,
    // Node calls this experimental, and says so on stderr: only where it is needed.
    ...(/\bimport\s*\(/.test(source) && {
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }),
  });
  const [create, set] = open(notebook, ...Object.values(given));
  const bind = (used: string, value: unknown) => {
    if (used.startsWith(own)) notebook[used.slice(own.length)] = value;
    else set[used](value);
  };
  return { uses, ...(needs && { needs }), create, bind };
}

/** What the source of a cell's function needs for an `import()` in it: its compiler calls these. */
const given = {
  require: createRequire(join(process.cwd(), "/")),
  __importStar: (module: object) =>
    "__esModule" in module ? module : { ...module, default: module },
  __importDefault: (module: object) => ("__esModule" in module ? module : { default: module }),
};
