// What a module of cells talks to: it tells the process that has started it, message by message,
// how far it is and what has failed.

import { inspect } from "node:util";

/** Where a cell stands. */
export interface Place {
  /** Such as `cell 4`. */
  readonly cell: string;
  readonly requirement: number;
  /** Empty for what is neither answer nor check. */
  readonly gradeId: string;
}

/** What the process says. */
export type Report =
  | ({ readonly event: "begin" } & Place)
  | { readonly event: "failure"; readonly message: string }
  | { readonly event: "end" };

/** A cell, and how it hangs together with others. */
interface CellPlace extends Place {
  readonly declared: readonly string[];
  readonly uses: readonly string[];
}

/** A name that cells import. */
export interface ImportedName {
  readonly module: string;
  /** The name that its module exports; `*` for all of it. */
  readonly exported: string;
  readonly cell: string;
}

/** A name that cells declare. */
export interface DeclaredName {
  readonly isConstant: boolean;
  readonly cell: string;
}

/** What a name of the notebook stands for. */
type Binding = (ImportedName | DeclaredName) & { read(): unknown };

const send = (report: Report) => process.send?.(report);
const turn = () => new Promise(setImmediate);

// A promise that nobody awaits, a listener that throws: the cell that runs has failed, as in the
// kernel.
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

let bindings: Readonly<Record<string, Binding>> = {};
let current: CellPlace | undefined;
/** Names without a value, as the cell that declares them has failed, and what it failed with. */
const missing = new Map<string, string>();

/** Tells the library what the notebook's names stand for: how a function of a cell finds them. */
export function setScope(names: Readonly<Record<string, Binding>>): void {
  bindings = names;
  Object.assign(globalThis, { [Symbol.for("concurrency-lab.scope")]: { lookup } });
}

function lookup(name: string) {
  const binding = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
  if (!binding) return undefined;
  const { read, ...rest } = binding;
  return "module" in rest
    ? { kind: "import", ...rest, module: import.meta.resolve(rest.module), value: read() }
    : { kind: "value", ...rest, value: read() };
}

/**
 * A cell begins: what fails from now on is its fault.
 *
 * @returns whether it can run: not if it uses what a cell that failed should have declared
 */
export async function begin(cell: CellPlace): Promise<boolean> {
  // What the one before has left unhandled comes up now.
  await turn();
  current = cell;
  const { cell: label, requirement, gradeId } = cell;
  send({ event: "begin", cell: label, requirement, gradeId });
  const lost = cell.uses.find((name) => missing.has(name));
  if (lost !== undefined) report(`\`${lost}\` is not there: ${missing.get(lost)}`);
  return lost === undefined;
}

/** Something has failed. */
export function fail(thrown: unknown): void {
  report(messageOf(thrown));
}

function report(message: string): void {
  send({ event: "failure", message });
  for (const name of current?.declared ?? []) {
    if (bindings[name]?.read() === undefined) missing.set(name, message);
  }
}

/** All cells have run: whatever is still open is of no interest. */
export async function end(): Promise<void> {
  await turn();
  process.send?.({ event: "end" } satisfies Report, () => process.exit());
}

function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `thrown: ${inspect(thrown)}`;
  const { name, message } = thrown;
  return name === "AssertionError" || name === "Error" ? message : `${name}: ${message}`;
}
