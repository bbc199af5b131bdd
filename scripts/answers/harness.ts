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

/** A name that cells import. */
export interface ImportedName {
  readonly module: string;
  /** The name that its module exports; `*` for all of it. */
  readonly exported: string;
  readonly cell: string;
}

/** A name that cells declare. */
export interface StatedValue {
  readonly cell: string;
  readonly isConstant: boolean;
}

interface Value extends StatedValue {
  read(): unknown;
}

const send = (report: Report) => process.send?.(report);
const turn = () => new Promise(setImmediate);

// A promise that nobody awaits, a listener that throws: the cell that runs has failed, as in the
// kernel.
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

/** Tells the library what the notebook's names stand for: how a function of a cell finds them. */
export function setScope(
  imports: Readonly<Record<string, ImportedName>>,
  values: Readonly<Record<string, Value>>,
): void {
  const lookup = (name: string) => {
    if (Object.hasOwn(imports, name)) return { kind: "import", ...imports[name] };
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!value) return undefined;
    const { cell, isConstant, read } = value;
    return { kind: "value", value: read(), isConstant, cell };
  };
  Object.assign(globalThis, { [Symbol.for("concurrency-lab.scope")]: { lookup } });
}

/** A cell begins: what fails from now on is its fault. */
export async function begin(place: Place): Promise<void> {
  // What the one before has left unhandled comes up now.
  await turn();
  send({ event: "begin", ...place });
}

/** Something has failed. */
export function fail(thrown: unknown): void {
  send({ event: "failure", message: messageOf(thrown) });
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
