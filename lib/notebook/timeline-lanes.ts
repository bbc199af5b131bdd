// Where a task stands in a timeline, and what is to be read from it.

import type { Bar, Window } from "./timeline-input.ts";

/** What one executor did. */
export interface Group {
  readonly executor: string;
  /** A lane for each worker, in the order in which they first began a task. */
  readonly lanes: readonly (readonly Bar[])[];
  readonly neverStarted: readonly Bar[];
  /** When tasks waited, apart from waits too short to be seen. */
  readonly waits: readonly Window[];
  /** The most that were busy at once: fewer than there are lanes if some were replaced. */
  readonly workers: number;
  /** Of the time in the window that so many workers have. */
  readonly busyShare: number;
}

/** A bar from its first to before its last column or pixel. */
export interface Placed {
  readonly bar: Bar;
  readonly start: number;
  readonly end: number;
}

/** The executors in the order in which tasks were first submitted to them. */
export function groupsOf(bars: readonly Bar[], window: Window): Group[] {
  return [...Map.groupBy(bars, ({ executor }) => executor)].map(([executor, own]) => {
    const started = own
      .filter(({ worker }) => worker !== undefined)
      .toSorted((a, b) => a.fromMs - b.fromMs);
    const lanes = [...Map.groupBy(started, ({ worker }) => worker).values()];
    const workers = peakConcurrency(lanes.flatMap(union));
    const room = workers * (window.toMs - window.fromMs);
    return {
      executor,
      lanes,
      neverStarted: own.filter(({ worker }) => worker === undefined),
      waits: own.flatMap((bar) => waitOf(bar, window)),
      workers,
      busyShare: room && sum(lanes.flatMap(union).map((busy) => lengthWithin(busy, window))) / room,
    };
  });
}

/**
 * Places the bars that the window shows, in rows in which none meet. What is too short is drawn
 * `least` wide, and what follows it a little late, rather than in a row of its own as if it
 * overlapped in time.
 */
export function rowsOf(
  bars: readonly Bar[],
  window: Window,
  { width, least, snap = (x) => x }: { width: number; least: number; snap?: (x: number) => number },
): Placed[][] {
  const rows: Placed[][] = [];
  for (const bar of bars) {
    if (!isWithin(bar, window)) continue;
    const from = Math.min(snap(along(bar.fromMs, window) * width), width - least);
    const startIn = (row: readonly Placed[]): number => {
      const last = row.at(-1);
      if (last === undefined || last.end <= from) return from;
      const isLate = last.bar.toMs > bar.fromMs || last.end - from > 2 * least;
      return isLate || last.end > width - least ? Infinity : last.end;
    };
    const row = rows.find((row) => startIn(row) < Infinity) ?? [];
    if (row.length === 0) rows.push(row);
    const start = startIn(row);
    row.push({ bar, start, end: Math.max(snap(along(bar.toMs, window) * width), start + least) });
  }
  return rows;
}

/** How far into the window a time is: from 0 to 1, as what is outside is cut off. */
export function along(ms: number, { fromMs, toMs }: Window): number {
  return Math.min(Math.max((ms - fromMs) / (toMs - fromMs), 0), 1);
}

/** At most nine round times, and what is written beside them. */
export function ticksOf({ fromMs, toMs }: Window): { unit: string; ticks: [number, string][] } {
  const unitMs = toMs < 5_000 ? 1 : 1_000;
  const least = (toMs - fromMs) / unitMs / 8;
  const exponent = Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((factor) => factor * 10 ** exponent >= least) ?? 10;
  const step = factor * 10 ** exponent;
  const first = Math.ceil(fromMs / unitMs / step - 1e-9);
  const last = Math.floor(toMs / unitMs / step + 1e-9);
  const decimals = Math.min(Math.max(0, -exponent - (factor === 10 ? 1 : 0)), 6);
  const ticks = Array.from({ length: last - first + 1 }, (_, i): [number, string] => {
    const time = (first + i) * step;
    return [time * unitMs, (time + 0).toFixed(decimals)];
  });
  return { unit: unitMs === 1 ? "ms" : "s", ticks };
}

/** How long it took, and how much of the workers' time was work, in words. */
export function numbersOf(groups: readonly Group[], window: Window): string[] {
  const loads = groups.map(({ executor, lanes, workers, busyShare }) => {
    if (workers === 0) return `${executor}: no worker began a task`;
    const few = `at most ${workers} of ${lanes.length} workers at once`;
    const all = `${workers} worker${workers === 1 ? "" : "s"}`;
    const share = `${Math.round(busyShare * 100)}% busy`;
    return `${executor}: ${workers < lanes.length ? few : all}, ${share}`;
  });
  return [`span ${duration(window.toMs - window.fromMs)}`, ...loads];
}

export function duration(ms: number): string {
  if (ms === 0) return "0 ms";
  if (ms >= 5_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms.toFixed(ms >= 10 ? 0 : ms >= 1 ? 1 : 2)} ms`;
}

/** The most of them that cover one moment. */
export function peakConcurrency(spans: readonly Window[]): number {
  let [now, most] = [0, spans.length > 0 ? 1 : 0];
  const changes = spans.flatMap(({ fromMs, toMs }) => [[fromMs, 1] as const, [toMs, -1] as const]);
  // What ends when another begins is over by then.
  for (const [, change] of changes.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

/** Without overlaps: a worker that runs two tasks at once is busy once. */
function union(lane: readonly Bar[]): Window[] {
  const spans: Window[] = [];
  for (const { fromMs, toMs } of lane) {
    const last = spans.at(-1);
    if (last === undefined || fromMs > last.toMs) spans.push({ fromMs, toMs });
    else spans[spans.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
  }
  return spans;
}

function waitOf({ worker, submittedMs, fromMs, toMs }: Bar, window: Window): Window[] {
  const wait = { fromMs: submittedMs, toMs: worker === undefined ? toMs : fromMs };
  return lengthWithin(wait, window) >= (window.toMs - window.fromMs) / 100 ? [wait] : [];
}

function lengthWithin(span: Window, { fromMs, toMs }: Window): number {
  return Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs));
}

/** Whether the window shows it. */
export function isWithin(bar: Bar, { fromMs, toMs }: Window): boolean {
  if (bar.fromMs === bar.toMs) return bar.fromMs >= fromMs && bar.toMs <= toMs;
  return bar.fromMs < toMs && bar.toMs > fromMs;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
