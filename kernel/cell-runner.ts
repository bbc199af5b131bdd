import { join } from "node:path";
import { type Cell, currentCell } from "./cell.ts";
import { CellSourceMaps } from "./cell-source-map.ts";
import { type CellDiagnostic, formatDiagnostics } from "./diagnostics.ts";
import { getActiveResourcesInfo, now, setImmediate, sleep, turn } from "./intrinsics.ts";
import { type Expansion, expandShorthand } from "./shorthand.ts";
import { type Cells, formatError } from "./traceback.ts";
import { type Converter, createConverter, createExecutor, type TslabExecutor } from "./tslab.ts";

/** How long a cell's reply waits for what the cell has left under way. */
const drainMs = 100;
const drainStepMs = 5;

/** Thrown in the place of a cell that was stopped. */
class Interrupted extends Error {
  override name = "Interrupted";
}

/**
 * Compiles and runs cells, one after the other, on tslab's compiler and executor. What goes wrong
 * is noted in the cell.
 */
export class CellRunner {
  readonly tslab: TslabExecutor;
  readonly #sourceMaps = new CellSourceMaps();
  readonly #expansions = new Map<string, Expansion>();
  /** The texts of the modules that cells have made, by their paths. */
  readonly #modules = new Map<string, string>();
  readonly #root: string;
  #running: Cell | undefined;
  #interrupt: (reason: Interrupted) => void = () => {};

  /** @param root  the folder that paths in tracebacks are relative to */
  constructor(root: string) {
    this.#root = root;
    const converter = createConverter({ isJS: false, isBrowser: false });
    this.tslab = createExecutor(
      process.cwd(),
      { node: this.#observe(converter), close: () => converter.close() },
      {
        log: (value) => {
          if (this.#running) this.#running.result = { value };
        },
        error: (...args) => {
          // tslab prints diagnostics by a format: those we have got already, and whole.
          if (args.length === 1) this.fail(this.#running, args[0]);
        },
      },
    );
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
      // In a turn of its own: what ends a busy loop ends all that is on the stack with it.
      const run = new Promise((resolve, reject) => {
        setImmediate(() => {
          currentCell.run(cell, () => this.tslab.execute(cell.code)).then(resolve, reject);
        });
      });
      await Promise.race([run, interrupted]);
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
    const reason = new Interrupted("the cell was stopped");
    cell.failure = undefined;
    this.fail(cell, reason);
    cell.interruption.abort(reason);
    this.#interrupt(reason);
    this.tslab.interrupt();
  }

  /** Notes what a cell threw, unless it has failed before. */
  fail(cell: Cell | undefined, thrown: unknown): void {
    if (cell && !cell.failure) cell.failure = this.explain(thrown);
  }

  /** What Jupyter shows of something thrown. */
  explain(thrown: unknown) {
    const cells: Cells = {
      sourceOf: (name) => this.#sourceMaps.sourceOf(name),
      locate: (name, line, column) => {
        const place = this.#sourceMaps.locate(name, line, column);
        const typed = this.#expansions.get(name)?.typedColumn;
        if (!place || !typed) return place;
        return { line: place.line, column: typed(place.line - 1, place.column - 1) + 1 };
      },
    };
    return formatError(thrown, { cells, root: this.#root });
  }

  /** Lets us see what the compiler says, and gives the code that it emits a name and a map. */
  #observe(converter: Converter): Converter {
    const note = (diagnostics: readonly CellDiagnostic[], source: string, module?: string) => {
      const cell = this.#running;
      if (!cell || diagnostics.length === 0) return;
      const sourceOf = (file: string) => (file === `${module}.ts` ? source : undefined);
      cell.failure = formatDiagnostics(diagnostics, source, { cell: cell.name, sourceOf });
    };
    return Object.assign(Object.create(converter) as Converter, {
      convert: (previous: string, source: string) => {
        const expansion = expandShorthand(source, previous);
        const conversion = converter.convert(previous, expansion.text);
        const diagnostics = conversion.diagnostics.map((one) => asTyped(one, expansion));
        note(diagnostics, source);
        if (!conversion.output || !this.#running) return conversion;
        const { name } = this.#running;
        this.#expansions.set(name, expansion);
        return {
          ...conversion,
          output: this.#sourceMaps.register(name, conversion.output, source),
          sideOutputs: conversion.sideOutputs?.map(({ path, data }) => {
            const typed = path.replace(/\.js$/, ".ts");
            return {
              path,
              data: this.#sourceMaps.register(typed, data, this.#modules.get(typed) ?? ""),
            };
          }),
          // tslab looks for `await` alone.
          hasToplevelAwait: conversion.hasToplevelAwait || /\bfor\s+await\b/.test(source),
        };
      },
      addModule: (name: string, source: string, meta: unknown) => {
        this.#modules.set(join(process.cwd(), `${name}.ts`), source);
        const diagnostics = converter.addModule(name, source, meta);
        note(diagnostics, source, name);
        return diagnostics;
      },
    });
  }
}

/** A diagnostic of the expanded text, as one of the text that was typed. */
function asTyped(diagnostic: CellDiagnostic, expansion: Expansion): CellDiagnostic {
  if (diagnostic.fileName !== undefined) return diagnostic;
  const typed = (position: CellDiagnostic["start"]) => {
    const character = expansion.typedColumn(position.line, position.character);
    return { ...position, character, offset: position.offset - position.character + character };
  };
  return { ...diagnostic, start: typed(diagnostic.start), end: typed(diagnostic.end) };
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
