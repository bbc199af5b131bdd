import { Script } from "node:vm";
import type { NotebookScope } from "../lib/pools/notebook-scope.ts";
import { type Cell, currentCell } from "./cell.ts";
import { CellSourceMaps, cellLabel } from "./cell-source-map.ts";
import { type Compiled, Compiler } from "./compiler.ts";
import { formatDiagnostics } from "./diagnostics.ts";
import { Interrupted } from "./interrupted.ts";
import { getActiveResourcesInfo, now, setImmediate, sleep, turn } from "./intrinsics.ts";
import type { Completion, LanguageOptions } from "./language.ts";
import { importModuleDynamically, NotebookModules } from "./notebook-modules.ts";
import { NotebookNames } from "./notebook-names.ts";
import { type ErrorContent, formatError } from "./traceback.ts";
import { showTypedPlaces } from "./typed-stack.ts";

/** How long a cell's reply waits for what the cell has left under way. */
const drainMs = 100;
const drainStepMs = 5;

type CellFunction = (...parameters: unknown[]) => Promise<{ readonly value: unknown } | undefined>;

/** Where a runner works, and how it compiles. */
export interface CellRunnerOptions extends LanguageOptions {
  /** The folder that paths in tracebacks are relative to. */
  readonly root: string;
  /** The notebook's folder. */
  readonly folder: string;
}

/** Compiles and runs cells, one after the other. What goes wrong is noted in the cell. */
export class CellRunner {
  /** What the library asks of code that is sent to a worker, and comes back as an error's stack. */
  readonly scope: NotebookScope = {
    lookup: (name) => this.#names.lookup(name),
    placeOf: (code) => this.#sourceMaps.find(code),
    typedStack: (stack) => this.#sourceMaps.typedStack(stack),
  };
  readonly #names = new NotebookNames();
  readonly #compiler: Compiler;
  readonly #modules: NotebookModules;
  readonly #sourceMaps = new CellSourceMaps();
  readonly #root: string;
  #running: Cell | undefined;
  #interrupt: (reason: Interrupted) => void = () => {};

  constructor({ root, folder, ...language }: CellRunnerOptions) {
    this.#root = root;
    this.#compiler = new Compiler(folder, language);
    this.#modules = new NotebookModules(folder);
    showTypedPlaces({ cells: this.#sourceMaps, root });
  }

  /** The cell that is running. */
  get running(): Cell | undefined {
    return this.#running;
  }

  /** Runs a cell until it has ended, was interrupted, or has failed. */
  async run(cell: Cell): Promise<void> {
    const interrupted = new Promise<never>((_, reject) => {
      this.#interrupt = reject;
    });
    const resourcesBefore = getActiveResourcesInfo().length;
    this.#running = cell;
    try {
      await Promise.race([this.#execute(cell), interrupted]);
      await Promise.race([drain(resourcesBefore), interrupted]);
    } catch (error) {
      this.fail(cell, error);
    } finally {
      this.#running = undefined;
    }
  }

  /** Stops the cell that is running, and all that it waits for. */
  interrupt(): void {
    const cell = this.#running;
    if (!cell) return;
    const reason = new Interrupted();
    cell.failure = undefined;
    this.fail(cell, reason);
    cell.interruption.abort(reason);
    this.#interrupt(reason);
  }

  /** Notes what a cell threw, unless it has failed before. */
  fail(cell: Cell | undefined, thrown: unknown): void {
    if (cell && !cell.failure) cell.failure = this.explain(thrown);
  }

  /** What Jupyter shows of something thrown. */
  explain(thrown: unknown): ErrorContent {
    return formatError(thrown, { cells: this.#sourceMaps, root: this.#root });
  }

  /** What is known of a place in a text: its type and doc comment, or the signature of the call. */
  inspect(code: string, position: number): string | undefined {
    return this.#compiler.help(code, position);
  }

  complete(code: string, position: number): Completion {
    return this.#compiler.complete(code, position);
  }

  close(): void {
    this.#compiler.close();
  }

  async #execute(cell: Cell): Promise<void> {
    const label = cellLabel(cell.name);
    refuseNotRun(cell.code);
    const compiled = this.#compiler.compile(cell.code, label);
    if ("diagnostics" in compiled) {
      const { diagnostics } = compiled;
      const labelOf = (file: string) => this.#compiler.labelOf(file);
      cell.failure = formatDiagnostics(diagnostics, { labelOf, root: this.#root });
      return;
    }
    this.#sourceMaps.register(cell.name, cell.code, compiled);
    const missing = new Set(compiled.declared.keys());
    const declare = (values: Readonly<Record<string, unknown>>) => {
      for (const [name, value] of Object.entries(values)) {
        missing.delete(name);
        const kind = compiled.declared.get(name) ?? "let";
        this.#names.declare(name, value, { kind, cell: label });
      }
    };
    try {
      for (const name of await this.#import(compiled, label)) missing.delete(name);
      const { require, meta } = this.#modules;
      const result = await runAlone(cell, compiled.code, [
        this.#names.values,
        declare,
        require,
        meta,
      ]);
      if (result?.value != null) cell.result = result;
    } finally {
      compiled.keep(missing);
    }
  }

  /** Carries out a cell's imports, and returns the names that these have declared. */
  async #import({ imports }: Compiled, cell: string): Promise<string[]> {
    for (const { specifier, attributes, names } of imports) {
      const module = await this.#modules.import(specifier, attributes);
      for (const [name, exported] of names) {
        const from = { module: this.#modules.urlOf(specifier), exported, cell };
        this.#names.declareImport(name, module, from);
      }
    }
    return imports.flatMap(({ names }) => [...names.keys()]);
  }
}

/** tslab's comments that keep a cell from being run: what is not run must not count as passed. */
const notRun = /^\s*\/\*\*(?:(?!\*\/)[\s\S])*?\s@(browser|module)\b/;
const refusals = {
  browser: "This kernel does not run @browser cells: take the comment away to run it in Node",
  module:
    "This kernel does not run @module cells: declare the names in a plain cell, or put the code into a file and import it",
};

/** Refuses what tslab would have set aside. */
function refuseNotRun(code: string): void {
  const [, tag] = notRun.exec(code) ?? [];
  if (tag) throw new Error(refusals[tag as keyof typeof refusals]);
}

/** By a global: only what a script calls while it runs can be stopped by SIGINT. */
const runner = "__runCell__";
const pending: { run: () => unknown } = { run: () => {} };
Object.defineProperty(globalThis, runner, { value: () => pending.run() });
const runPending = new Script(`${runner}()`, { filename: "node:concurrency-lab" });

/** Runs a cell's code in a turn of its own: what ends a busy loop ends all that is on the stack. */
function runAlone(
  cell: Cell,
  code: string,
  parameters: readonly unknown[],
): Promise<Cell["result"]> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        const script = new Script(code, { filename: cell.name, importModuleDynamically });
        const fn: CellFunction = script.runInThisContext();
        pending.run = () => currentCell.run(cell, () => fn(...parameters));
        const ended = runPending.runInThisContext({ breakOnSigint: true });
        (ended as ReturnType<CellFunction>).then(resolve, reject);
      } catch (error) {
        reject(error);
      }
    });
  });
}

/**
 * Waits one turn of the event loop, in which rejections come up that nobody handles; and as long
 * as the cell has left something under way that was not there before, a timer or a task in a
 * worker, a little longer.
 */
async function drain(resourcesBefore: number): Promise<void> {
  const deadline = now() + drainMs;
  await turn();
  while (getActiveResourcesInfo().length > resourcesBefore) {
    if (now() > deadline) return;
    await sleep(drainStepMs);
  }
}
