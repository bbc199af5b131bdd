import { quantile } from "d3-array";
import { checkPositiveInteger } from "../checks/check-positive-integer.ts";
import { refuse } from "../checks/refuse.ts";
import { checkDuration, checkTimeout } from "./check-duration.ts";

/** How a `LatencyTracker` is built. */
export interface LatencyTrackerOptions {
  /**
   * Observations that it remembers: the latest ones.
   *
   * @default 20
   */
  readonly windowSize?: number;
  /**
   * Which quantile the suggestion is built on, from 0 to 1.
   *
   * @default 0.9
   */
  readonly quantile?: number;
  /**
   * By how much the suggestion exceeds that quantile: from 1 up.
   *
   * @default 2
   */
  readonly factor?: number;
  /**
   * Observations below which it suggests `defaultTimeoutMs`: at most `windowSize`.
   *
   * @default 5
   */
  readonly minObservations?: number;
  /**
   * What it suggests as long as it knows too little, in milliseconds.
   *
   * @default 500
   */
  readonly defaultTimeoutMs?: number;
  /**
   * What it suggests at most, in milliseconds: with a part that never answers, its suggestions grow
   * until here.
   *
   * @default Infinity
   */
  readonly maxTimeoutMs?: number;
}

/**
 * Suggests how long to wait, from how long answers took: `factor` times a quantile of the latest
 * `windowSize` observations (lecture 31, exercise 2, requirement 2).
 *
 * The sheet has it updated with the latencies of those that responded. That alone is survivorship
 * bias: latencies above the time-out are never seen, so once a service gets slower than the
 * time-out, all time out, nothing is learnt, and it stays too short for ever. `recordTimeout` notes
 * what is known of a late one, that it took at least so long: a censored observation, in the
 * language of statistics. It enters with that lower bound. So a quantile is never above that of the
 * latencies one would have seen by waiting, and where it falls on or above a censored observation
 * the suggestion is `factor` times that bound or more: it grows by `factor` from one time-out to
 * the next, as TCP's does (RFC 6298, section 5.5), until answers arrive or `maxTimeoutMs` is
 * reached. An operation that failed says nothing about latency: record neither.
 *
 * @throws {TypeError} if an option is not a number
 * @throws {RangeError} if an option is out of its range
 *
 * @example
 * ```ts
 * const tracker = new LatencyTracker();
 * tracker.suggestedTimeoutMs(); // 500
 * for (const latencyMs of [110, 130, 150, 170, 190]) tracker.record(latencyMs);
 * tracker.quantile(0.5); // 150
 * tracker.suggestedTimeoutMs(); // 364
 * tracker.recordTimeout(364);
 * tracker.suggestedTimeoutMs(); // 554
 * ```
 */
export class LatencyTracker {
  readonly #windowSize: number;
  readonly #quantile: number;
  readonly #factor: number;
  readonly #minObservations: number;
  readonly #defaultTimeoutMs: number;
  readonly #maxTimeoutMs: number;
  /** Latencies and lower bounds of latencies, in order of arrival. */
  readonly #window: number[] = [];

  constructor(options: LatencyTrackerOptions = {}) {
    const { windowSize = 20, quantile = 0.9, factor = 2, minObservations = 5 } = options;
    const { defaultTimeoutMs = 500, maxTimeoutMs = Infinity } = options;
    const what = "create LatencyTracker";
    checkPositiveInteger(what, "windowSize", windowSize);
    check(what, "quantile", quantile, isShare(quantile), "a number from 0 to 1");
    check(what, "factor", factor, factor >= 1 && factor < Infinity, "a finite number from 1 up");
    const isReached =
      Number.isInteger(minObservations) && minObservations > 0 && minObservations <= windowSize;
    const reachable = `an integer from 1 to \`windowSize\`, ${windowSize}`;
    check(what, "minObservations", minObservations, isReached, reachable);
    checkTimeout(what, "defaultTimeoutMs", defaultTimeoutMs);
    checkTimeout(what, "maxTimeoutMs", maxTimeoutMs);
    this.#windowSize = windowSize;
    this.#quantile = quantile;
    this.#factor = factor;
    this.#minObservations = minObservations;
    this.#defaultTimeoutMs = defaultTimeoutMs;
    this.#maxTimeoutMs = maxTimeoutMs;
  }

  /** Observations in the window: `windowSize` at most. */
  get size(): number {
    return this.#window.length;
  }

  /**
   * Notes how long an answer took.
   *
   * @throws {TypeError} if `latencyMs` is not a number
   * @throws {RangeError} if it is negative or not finite
   */
  record(latencyMs: number): void {
    checkDuration("record", "latencyMs", latencyMs);
    this.#add(latencyMs);
  }

  /**
   * Notes that an answer had not come after `timeoutMs` milliseconds: it took at least that long.
   *
   * @throws {TypeError} if `timeoutMs` is not a number
   * @throws {RangeError} if it is negative or not finite
   */
  recordTimeout(timeoutMs: number): void {
    checkDuration("record", "timeoutMs", timeoutMs);
    this.#add(timeoutMs);
  }

  /**
   * The `q`-quantile of the window in milliseconds, with time-outs as lower bounds; `undefined` if
   * the window is empty. Between two observations it is interpolated: definition 7 of Hyndman and
   * Fan, which is numpy's default and Python's `statistics.quantiles(…, method="inclusive")`.
   *
   * @param q from 0, the least, to 1, the most
   * @throws {TypeError} if `q` is not a number
   * @throws {RangeError} if it is not from 0 to 1
   */
  quantile(q: number): number | undefined {
    check("take quantile", "q", q, isShare(q), "a number from 0 to 1");
    return quantile(this.#window, q);
  }

  /** How long to wait for the next answer, in milliseconds. */
  suggestedTimeoutMs(): number {
    const known = this.size < this.#minObservations ? undefined : this.quantile(this.#quantile);
    const timeoutMs = known === undefined ? this.#defaultTimeoutMs : known * this.#factor;
    return Math.min(timeoutMs, this.#maxTimeoutMs);
  }

  #add(ms: number): void {
    if (this.#window.push(ms) > this.#windowSize) this.#window.shift();
  }
}

function isShare(q: number): boolean {
  return q >= 0 && q <= 1;
}

function check(what: string, name: string, value: unknown, isRight: boolean, wanted: string): void {
  if (typeof value !== "number" || !isRight) refuse(what, name, { value, wanted });
}
