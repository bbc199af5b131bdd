import { Script } from "node:vm";
import type { NotebookScope } from "../lib/pools/notebook-scope.ts";
import { type Cell, currentCell } from "./cell.ts";
import { CellSourceMaps, cellLabel } from "./cell-source-map.ts";
import type { Compiled } from "./compiled.ts";
import { Interrupted } from "./interrupted.ts";
import {
  getActiveResourcesInfo,
  keys,
  now,
  setImmediate,
  settle,
  sleep,
  turn,
} from "./intrinsics.ts";
import { importModuleDynamically, NotebookModules } from "./notebook-modules.ts";
import { NotebookNames } from "./notebook-names.ts";
import type { CellImport } from "./rewrite.ts";
import { type ErrorContent, formatError } from "./traceback.ts";
import { showTypedPlaces } from "./typed-stack.ts";

/** How long a cell's reply waits for what the cell has left under way. */
const drainMs = 100;
const drainStepMs = 5;

type CellFunction = (...parameters: unknown[]) => Promise<{ readonly value: unknown } | undefined>;

// What cells may replace is not used here while they run: see intrinsics.ts. So no loop goes by an
// iterator, and nothing is spread.

/** Runs compiled cells, one after the other. What goes wrong is noted in the cell. */
export class CellRunner {
  /** What the library asks of code that is sent to a worker, and comes back as an error's stack. */
  readonly scope: NotebookScope = {
    lookup: (name) => this.#names.lookup(name),
    placeOf: (code) => this.#sourceMaps.find(code),
    typedStack: (stack) => this.#sourceMaps.typedStack(stack),
  };
  readonly #names = new NotebookNames();
  readonly #modules: NotebookModules;
  readonly #sourceMaps = new CellSourceMaps();
  readonly #root: string;
  #running: Cell | undefined;
  #interrupt: (reason: Interrupted) => void = () => {};

  /**
   * @param folder  the notebook's
   * @param root  the folder that paths in tracebacks are relative to
   */
  constructor(folder: string, root: string) {
    this.#root = root;
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
      await first(this.#execute(cell), interrupted);
      await first(drain(resourcesBefore), interrupted);
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

  async #execute(cell: Cell): Promise<void> {
    const { compiled } = cell;
    if (!compiled) return;
    const label = cellLabel(cell.name);
    this.#sourceMaps.register(cell.name, compiled);
    const declare = (values: Readonly<Record<string, unknown>>) => {
      const names = keys(values);
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as string;
        cell.declared.add(name);
        const kind = compiled.declared.get(name) ?? "let";
        this.#names.declare(name, values[name], { kind, cell: label });
      }
    };
    await this.#import(compiled, cell, label);
    const { require, meta } = this.#modules;
    const result = await runAlone(cell, compiled.code, (fn) =>
      fn(this.#names.values, declare, require, meta),
    );
    if (result?.value != null) cell.result = result;
  }

  async #import({ imports }: Compiled, { declared }: Cell, cell: string): Promise<void> {
    for (let i = 0; i < imports.length; i++) {
      const { specifier, attributes, names } = imports[i] as CellImport;
      const module = await this.#modules.import(specifier, attributes);
      names.forEach((exported, name) => {
        const from = { module: this.#modules.urlOf(specifier), exported, cell };
        this.#names.declareImport(name, module, from);
        declared.add(name);
      });
    }
  }
}

/** Runs a cell's code in a turn of its own: what ends a busy loop ends all that is on the stack. */
function runAlone(
  cell: Cell,
  code: string,
  call: (fn: CellFunction) => Promise<Cell["result"]>,
): Promise<Cell["result"]> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        const script = new Script(code, { filename: cell.name, importModuleDynamically });
        const fn: CellFunction = script.runInThisContext();
        settle(currentCell.run(cell, call, fn), resolve, reject);
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** As `Promise.race`, which goes by the iterator of arrays. */
function first(a: Promise<unknown>, b: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    settle(a, resolve, reject);
    settle(b, resolve, reject);
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
