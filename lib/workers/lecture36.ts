// The functions of lecture 36 that run in a worker.

import type { RecordOutcome } from "../recovery/record-outcome.ts";

/** What a sensor says at a moment. */
export interface SensorRecord {
  readonly sensorId: string;
  /** Unlike that of any other record. */
  readonly recordId: number;
  /** From 0 to 100 on a sensor in order. */
  readonly value: number;
  /** When it was made, in milliseconds of the clock of the thread that made it. */
  readonly createdAtMs: number;
}

/** What is made 0, and what is made 1. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** What a sensor in order can say. */
export const sensorRange: ValueRange = { min: 0, max: 100 };

/** Exercise 3: where a value is as it should be. */
export const safeRange: ValueRange = { min: 15, max: 85 };

/**
 * Exercise 3, requirement 2: critical is what is outside of the safe range, hot or failing, and
 * what is no number at all.
 *
 * @example
 * ```ts
 * classify({ value: 85 }); // "NORMAL"
 * classify({ value: 14.9 }); // "CRITICAL"
 * ```
 */
export function classify({ value }: Pick<SensorRecord, "value">): "CRITICAL" | "NORMAL" {
  return value >= safeRange.min && value <= safeRange.max ? "NORMAL" : "CRITICAL";
}

/** Exercise 3: a record after the pool. */
export type PrioritizedRecord = SensorRecord &
  (
    | { readonly priority: "CRITICAL"; readonly urgencyScore: number }
    | { readonly priority: "NORMAL"; readonly normalized: number }
  );

/**
 * Exercise 3, requirement 4: how urgent each critical record is, in percent, and the normalized
 * value of each normal one.
 *
 * The urgency is the distance from the safe range as a share of the room that the sensor has
 * beyond it, which is 15 on either side: 0 at 85, 50 at 92.5, 100 at the sensor's end, 100. A
 * sensor that says more than it can is over 100.
 *
 * @example
 * ```ts
 * const [computed] = computePriorityBatch([
 *   { sensorId: "s1", recordId: 0, value: 94, createdAtMs: 0 },
 * ]);
 * computed?.priority === "CRITICAL" && computed.urgencyScore; // 60
 * ```
 */
export function computePriorityBatch(records: readonly SensorRecord[]): PrioritizedRecord[] {
  return records.map((record) => {
    const { value } = record;
    if (classify(record) === "NORMAL") {
      const width = sensorRange.max - sensorRange.min;
      return { ...record, priority: "NORMAL", normalized: (value - sensorRange.min) / width };
    }
    const [distance, room] =
      value < safeRange.min
        ? [safeRange.min - value, safeRange.min - sensorRange.min]
        : [value - safeRange.max, sensorRange.max - safeRange.max];
    return { ...record, priority: "CRITICAL", urgencyScore: (100 * distance) / room };
  });
}

/** Exercise 4: how a worker crashes. */
export type CrashKind = "throw" | "abort" | "kill" | "memory";

/** Exercise 4: how often, and which attempt at the batch this is. */
export interface CrashOptions {
  /** 1 at first. */
  readonly attempt: number;
  /**
   * The share of calls that crash.
   *
   * @default 0
   */
  readonly crashRatio?: number;
  /** @default "throw" */
  readonly crashKind?: CrashKind;
  /** Records that crash every call that has one of them, on every attempt. */
  readonly toxicIds?: readonly number[];
  /**
   * Which calls crash follows from this, the batch and the attempt.
   *
   * @default 36
   */
  readonly seed?: number;
}

/**
 * Exercise 4, requirements 1 to 3: the square root of each value, or what was wrong with it. It
 * throws for no record: what is not finite is a poison pill, and what fails is an error record. But
 * the call as a whole may crash.
 *
 * @throws {Error} "worker crash", if it is to crash by throwing; the other kinds end the worker
 *
 * @example
 * ```ts
 * const outcomes = computeRiskyBatch(
 *   [4, -4, Number.NaN].map((value, recordId) => ({ recordId, value })),
 *   { attempt: 1 },
 * );
 * outcomes.map(({ status }) => status); // ["OK", "FAILED", "POISON_PILL"]
 * ```
 */
export function computeRiskyBatch<T extends Pick<SensorRecord, "recordId" | "value">>(
  records: readonly T[],
  options: CrashOptions,
): RecordOutcome<T, number>[] {
  if (isToCrash(records, options)) crash(options.crashKind ?? "throw");
  return records.map((originalRecord) => {
    const { value } = originalRecord;
    if (!Number.isFinite(value)) {
      return { status: "POISON_PILL", error: `value is not finite: ${value}`, originalRecord };
    }
    try {
      return { status: "OK", result: squareRoot(value), originalRecord };
    } catch (error) {
      return { status: "FAILED", error: String(error), originalRecord };
    }
  });
}

function squareRoot(value: number): number {
  if (value < 0) throw new RangeError(`no square root of ${value}`);
  return Math.sqrt(value);
}

function isToCrash(
  records: readonly Pick<SensorRecord, "recordId">[],
  { attempt, crashRatio = 0, toxicIds = [], seed = 36 }: CrashOptions,
): boolean {
  if (records.some(({ recordId }) => toxicIds.includes(recordId))) return true;
  return draw(seed, records[0]?.recordId ?? 0, attempt) < crashRatio;
}

/**
 * A number from 0 to 1 that follows from the parts, and looks like chance: the mixing steps of
 * MurmurHash3. (The first numbers of a linear generator would not do, as they are tied to its seed:
 * no batch would ever crash twice.)
 */
function draw(...parts: readonly number[]): number {
  let hash = 1;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 32;
}

function crash(kind: CrashKind): never {
  if (kind === "abort") process.abort();
  if (kind === "kill") {
    process.kill(process.pid, "SIGKILL");
    for (;;);
  }
  if (kind === "memory") {
    const hoard: number[][] = [];
    for (;;) hoard.push(Array.from({ length: 100_000 }, Math.random));
  }
  throw new Error("worker crash");
}
