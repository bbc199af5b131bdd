// What timeline accepts: read once, refused with a reason.

import { inspect, stripVTControlCharacters } from "node:util";
import type { TaskRecord } from "../pools/task-record.ts";

export type Outcome = TaskRecord["outcome"];

/** A task as it is drawn; its times count from the first submission. */
export interface Bar {
  readonly executor: string;
  /** Absent if the task never started. */
  readonly worker: number | undefined;
  readonly label: string;
  readonly outcome: Outcome;
  readonly submittedMs: number;
  /** When it started, or was submitted if it never did. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The part of time that is drawn. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export const outcomes = ["completed", "failed", "timed out", "aborted", "died"] as const;

/** The tasks in the order in which they were submitted. */
export function readBars(records: unknown): Bar[] {
  if (!Array.isArray(records)) {
    throw new TypeError(reason("`records` must be an array of task records", records));
  }
  for (const [i, record] of records.entries()) check(record, i);
  const checked = (records as readonly TaskRecord[]).toSorted(
    (a, b) => a.submittedMs - b.submittedMs,
  );
  const originMs = checked[0]?.submittedMs ?? 0;
  return checked.map(({ executor, worker, task, submittedMs, startedMs, endedMs, outcome }) => ({
    executor: clean(executor) || "(unnamed)",
    worker: startedMs === undefined ? undefined : worker,
    label: clean(task) || "(unnamed)",
    outcome,
    submittedMs: submittedMs - originMs,
    fromMs: (startedMs ?? submittedMs) - originMs,
    toMs: endedMs - originMs,
  }));
}

/** The window as asked for, or else all of the time there is. */
export function readWindow(
  bars: readonly Bar[],
  { fromMs = 0, toMs }: { readonly fromMs?: number; readonly toMs?: number },
): Window {
  checkNumber("`fromMs`", fromMs);
  const lastMs = bars.reduce((last, bar) => Math.max(last, bar.toMs), 0);
  // What takes no time still needs an axis.
  const endMs = toMs ?? (lastMs - fromMs >= 0.001 ? lastMs : fromMs + 1);
  checkNumber("`toMs`", endMs);
  if (fromMs < endMs) return { fromMs, toMs: endMs };
  throw new RangeError(reason(`\`toMs\` must be later than \`fromMs\`, ${fromMs}`, endMs));
}

function check(record: unknown, i: number): asserts record is TaskRecord {
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    throw new TypeError(reason(`record ${i} must be a task record`, record));
  }
  const { executor, worker, task, submittedMs, startedMs, endedMs, outcome } =
    record as Partial<TaskRecord>;
  for (const [key, value] of Object.entries({ executor, task })) {
    if (typeof value === "string") continue;
    throw new TypeError(reason(`\`${key}\` of record ${i} must be a string`, value));
  }
  const numbers = { submittedMs, endedMs, ...(startedMs !== undefined && { startedMs, worker }) };
  for (const [key, value] of Object.entries(numbers)) {
    checkNumber(`\`${key}\` of record ${i}`, value);
  }
  if (Number(endedMs) < Number(startedMs)) {
    const demand = `\`endedMs\` of record ${i} must not be before \`startedMs\`, ${startedMs}`;
    throw new RangeError(reason(demand, endedMs));
  }
  if (!outcomes.some((known) => known === outcome)) {
    const known = outcomes.map((one) => inspect(one)).join(", ");
    throw new RangeError(reason(`\`outcome\` of record ${i} must be one of ${known}`, outcome));
  }
}

function checkNumber(name: string, value: unknown): void {
  if (Number.isFinite(value)) return;
  const Refusal = typeof value === "number" ? RangeError : TypeError;
  throw new Refusal(reason(`${name} must be a finite number`, value));
}

/** On one line, and without what neither a terminal nor XML can show. */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\uFFFE\uFFFF]+/gu, " ")
    .trim();
}

function reason(demand: string, received: unknown): string {
  return `Cannot draw timeline as ${demand}: received ${inspect(received)}`;
}
