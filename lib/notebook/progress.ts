import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { inspect } from "node:util";

/** How a progress line looks, how often it is painted, and where. */
export interface ProgressOptions {
  /** What is being done: stands in front of the bar. */
  readonly label?: string;
  /**
   * Least time between two paintings. The first and the last state are painted in any case.
   *
   * @default 100
   */
  readonly intervalMs?: number;
  /**
   * The clock, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
  /**
   * Shows the line in place of the one before; `isLast` says that none will follow.
   *
   * @default the cell's output in a notebook, otherwise stderr
   */
  readonly output?: (line: string, isLast: boolean) => void;
}

/** A line that tells how far some work has come. */
export interface Progress {
  /**
   * Counts `n` more as done.
   *
   * @default 1
   * @throws {RangeError} if `n` is not a non-negative integer
   */
  tick(n?: number): void;
  /**
   * Sets how many are done.
   *
   * @throws {RangeError} if `count` is not a non-negative integer
   */
  update(count: number): void;
  /** Paints the line for the last time, with `text` behind it. Later calls change nothing. */
  done(text?: string): void;
}

const barWidth = 20;

/**
 * Shows a live line such as `requests ███████░░░░░░░░░░░░░  7/20  35%  1.2 s`.
 *
 * In a notebook it updates one output of the cell in place; in a terminal it rewrites one line of
 * stderr; anywhere else only the last line is printed, once. It paints when it is told something,
 * never from a timer, so there is nothing to clean up. More than `total` shows as over 100%; if
 * `total` is unknown, only the count is shown.
 *
 * @throws {RangeError} if `total` is not a non-negative integer, or `intervalMs` is negative
 *
 * @example
 * ```ts
 * const requests = [1, 2, 3].map((requestId) => ({ requestId, values: [0.25, 0.75] }));
 * const executor = new ThreadPool({ maxWorkers: 2 });
 * const line = progress(requests.length, { label: "requests" });
 * await Promise.all(
 *   requests.map(async (request) => {
 *     await executor.run(analyzeRequest, request);
 *     line.tick();
 *   }),
 * );
 * line.done();
 * await executor.close();
 * ```
 */
export function progress(total?: number, options: ProgressOptions = {}): Progress {
  const { label = "", intervalMs = 100, now = () => performance.now() } = options;
  if (total !== undefined) check("create progress", "total", total);
  if (!(intervalMs >= 0)) {
    throw new RangeError(
      `Cannot create progress as \`intervalMs\` must be 0 or more: received ${inspect(intervalMs)}`,
    );
  }
  const output = options.output ?? defaultOutput();
  const startedMs = now();
  let count = 0;
  let paintedMs = -Infinity;
  let isOver = false;

  const paint = (text = ""): void => {
    paintedMs = now();
    const seconds = `${((paintedMs - startedMs) / 1000).toFixed(1)} s`;
    const line = [label, stateOf(count, total), ` ${seconds}`, text && ` ${text}`];
    output(line.filter((part) => part !== "").join(" "), isOver);
  };
  const update = (next: number): void => {
    if (isOver) return;
    count = next;
    if (count === total || now() - paintedMs >= intervalMs) paint();
  };
  paint();

  return {
    tick(n = 1) {
      check("advance progress", "n", n);
      update(count + n);
    },
    update(next) {
      check("update progress", "count", next);
      update(next);
    },
    done(text) {
      if (isOver) return;
      isOver = true;
      paint(text);
    },
  };
}

/** The bar, the count and the share, each of a constant width. */
function stateOf(count: number, total: number | undefined): string {
  const counted = count.toLocaleString("en-US");
  if (total === undefined) return counted;
  const goal = total.toLocaleString("en-US");
  const share = total === 0 ? 1 : count / total;
  // Rounded down, so that only what is complete looks complete.
  const full = Math.floor(Math.min(share, 1) * barWidth);
  const bar = "█".repeat(full) + "░".repeat(barWidth - full);
  return `${bar} ${counted.padStart(goal.length)}/${goal} ${`${Math.floor(share * 100)}%`.padStart(4)}`;
}

type Display = (content: object, isUpdate: boolean) => void;

/** Under this symbol the notebook's kernel shows things in the output of the cell that runs. */
const displayHook = Symbol.for("concurrency-lab.display");

function defaultOutput(): (line: string, isLast: boolean) => void {
  const { [displayHook]: show } = globalThis as { [displayHook]?: Display };
  if (show) {
    const transient = { display_id: randomUUID() };
    let isShown = false;
    return (line) => {
      show({ data: { "text/plain": line }, metadata: {}, transient }, isShown);
      isShown = true;
    };
  }
  if ("__tslab__" in globalThis) {
    // Loaded only where it is running already: it takes a third of a second.
    const { newDisplay } = createRequire(import.meta.url)("tslab") as typeof import("tslab");
    const display = newDisplay();
    return (line) => display.text(line);
  }
  const { stderr } = process;
  return (line, isLast) => {
    // Cut, as a line that wraps could not be rewritten; "\x1b[K" clears what was longer before.
    if (stderr.isTTY) stderr.write(`\r${line.slice(0, stderr.columns - 1)}\x1b[K`);
    else if (isLast) stderr.write(line);
    if (isLast) stderr.write("\n");
  };
}

function check(action: string, name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new RangeError(
    `Cannot ${action} as \`${name}\` must be a non-negative integer: received ${inspect(value)}`,
  );
}
