/**
 * What a host, such as the notebook's kernel, knows of the names at the top of the notebook. It
 * sets one under `Symbol.for("concurrency-lab.scope")`; where none is set, in a plain script, a
 * function has to stand alone to cross.
 */
export interface NotebookScope {
  /** `undefined` if the notebook has no such name. */
  lookup(name: string): NotebookBinding | undefined;
  /** Where code of the notebook stands, in the host's own terms: its stack frames name that place. */
  placeOf?(code: string): CodePlace | undefined;
  /** A stack from a worker, with those places as they were typed. */
  typedStack?(stack: string): string;
}

/** A place in a script, 1-based. */
export interface CodePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a name of the notebook stands for. */
export type NotebookBinding = ImportBinding | ValueBinding;

/** It was imported, and is imported again in a worker. */
export interface ImportBinding {
  readonly kind: "import";
  /** A URL, or a bare specifier, resolved by the host. */
  readonly module: string;
  /** What it is called there: `*` for all of the module, `default`, or its name. */
  readonly exported: string;
  /** What it is now, if the host can tell: only then is an imported error's class known here. */
  readonly value?: unknown;
  /** The cell that declares it, such as `cell 3`. */
  readonly cell?: string;
}

/** It was declared by a cell. */
export interface ValueBinding {
  readonly kind: "value";
  readonly value: unknown;
  /** Whether nothing assigns to it: `const`, functions, classes, enums. */
  readonly isConstant: boolean;
  /** The cell that declares it, such as `cell 3`. */
  readonly cell?: string;
}

/**
 * The object whose properties the names of the notebook are, in what a host's compiler emits:
 * `helper(n)` is `(0, __notebook.helper)(n)` there. A host that does not compile leaves `helper(n)`.
 */
export const notebookObject = "__notebook";

const hook = Symbol.for("concurrency-lab.scope");

export function notebookScope(): NotebookScope | undefined {
  return (globalThis as { [hook]?: NotebookScope })[hook];
}
