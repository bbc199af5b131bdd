import { inspect } from "node:util";
import type { TaskRecord } from "../pools/task-record.ts";
import { clean, outcomes, readBars, readWindow, type Window } from "./timeline-input.ts";
import { duration, type Group, groupsOf } from "./timeline-lanes.ts";
import { drawSvg } from "./timeline-svg.ts";
import { drawText } from "./timeline-text.ts";

/** What `timeline` shows of its records. */
export interface TimelineOptions {
  /** A line above the picture. */
  readonly title?: string;
  /**
   * Where the picture begins, in milliseconds since the first task was submitted.
   *
   * @default 0
   */
  readonly fromMs?: number;
  /**
   * Where it ends.
   *
   * @default when the last task ended
   */
  readonly toMs?: number;
}

const display = Symbol.for("Jupyter.display");

/** A picture of which worker ran which task when: as text, and for a notebook as an image. */
export class Timeline {
  /** For the terminal: at most 100 columns wide, apart from the title. */
  readonly text: string;
  /** For a page: an XML document, 900 pixels wide, with a background of its own. */
  readonly svg: string;
  /** For those who cannot see it: one sentence. */
  readonly alt: string;

  constructor(text: string, svg: string, alt: string) {
    this.text = text;
    this.svg = svg;
    this.alt = alt;
  }

  toString(): string {
    return this.text;
  }

  [inspect.custom](): string {
    return this.text;
  }

  /** What a notebook shows: an image by data address, which an untrusted notebook shows, too. */
  [display](): { readonly "text/plain": string; readonly "text/html": string } {
    const data = Buffer.from(this.svg).toString("base64");
    const alt = this.alt.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    return {
      "text/plain": this.text,
      "text/html": `<img alt="${alt}" src="data:image/svg+xml;base64,${data}">`,
    };
  }
}

/**
 * Draws which worker ran which task when, with a lane for each worker, and below the lanes of an
 * executor how many tasks waited for it.
 *
 * Times count from the first submission. A worker has its number in the order in which the workers
 * of its executor first began a task, so one that replaces another has a lane of its own. Tasks
 * that overlap in a lane stand below each other, as do tasks too short to be drawn side by side.
 * What was given up before a worker began it is drawn as never started, from its submission on.
 *
 * The last line says how busy an executor's workers were: the time in which they ran a task, in
 * the time of as many workers as it had busy at once at most. If these are fewer than its lanes,
 * it says so.
 *
 * @throws {TypeError} if `records` is not an array of task records
 * @throws {RangeError} if a time is not finite or a task ends before it starts, if an outcome is
 * none, or if `toMs` is not later than `fromMs`
 *
 * @example
 * ```ts
 * const log: TaskRecord[] = [];
 * const pool = new ThreadPool({ maxWorkers: 2, name: "compute", onTask: (task) => log.push(task) });
 * const values = new Float64Array(1e6);
 * await Promise.all(
 *   [1, 2, 3].map((requestId) =>
 *     pool.run({ label: `request ${requestId}` }, analyzeRequest, { requestId, values }),
 *   ),
 * );
 * await pool.close();
 * console.log(timeline(log).text);
 * ```
 */
export function timeline(records: readonly TaskRecord[], options: TimelineOptions = {}): Timeline {
  const bars = readBars(records);
  const window = readWindow(bars, options);
  const groups = groupsOf(bars, window);
  const title = options.title === undefined ? undefined : clean(options.title);
  const text = groups.length === 0 ? "(no tasks)" : drawText(groups, window);
  const heading = title === undefined ? "" : `${title}\n`;
  return new Timeline(heading + text, drawSvg(groups, window, title), altOf(groups, window, title));
}

function altOf(groups: readonly Group[], window: Window, title: string | undefined): string {
  const subject = title === undefined ? "Timeline" : `${title}: timeline`;
  const places = groups.map(({ executor, lanes, neverStarted }) => {
    const tasks = lanes.flat().length + neverStarted.length;
    return `${plural(tasks, "task")} on ${plural(lanes.length, "worker")} of ${executor}`;
  });
  const bars = groups.flatMap(({ lanes, neverStarted }) => [...lanes.flat(), ...neverStarted]);
  const ends = outcomes.flatMap((outcome) => {
    const count = bars.filter((bar) => bar.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  if (bars.length === 0) return `${subject} of no tasks`;
  const [from, to] = [duration(window.fromMs), duration(window.toMs)];
  return `${subject} of ${places.join(" and ")} from ${from} to ${to}: ${ends.join(", ")}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
