// The functions of lecture 31 that run in a worker.

import { CsvError, parse } from "csv-parse/sync";
import { randomLcg } from "d3-random";
import { sleepSync } from "../timing/sleep-sync.ts";

/** Exercise 1: a line of CSV that is as it should be. */
export interface CsvRecord {
  readonly id: number;
  readonly value: number;
  /** A day, or a day and a time, as ISO 8601 writes them. */
  readonly timestamp: string;
}

/** Exercise 1: a line of CSV that is not. */
export interface CsvLineError {
  /** Which line of its chunk, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/** Exercise 1: what a chunk holds. Each of its lines is in one of the two, in its order. */
export interface CsvChunk {
  readonly records: readonly CsvRecord[];
  readonly errors: readonly CsvLineError[];
}

/**
 * Exercise 1, requirement 1: parses each line on its own, and sets those that are malformed aside,
 * with the reason. It blocks its thread for 0.1 ms (or a little more, as timers go) before each
 * line, which stands for work.
 *
 * @example
 * ```ts
 * const { records, errors } = parseCsvChunk(["1,45.3,2024-01-01", "2,none,2024-01-01"]);
 * records; // [{ id: 1, value: 45.3, timestamp: "2024-01-01" }]
 * errors; // [{ line: 2, text: "2,none,2024-01-01", reason: 'value is not a number: "none"' }]
 * ```
 */
export function parseCsvChunk(chunk: readonly string[]): CsvChunk {
  const records: CsvRecord[] = [];
  const errors: CsvLineError[] = [];
  for (const [index, text] of chunk.entries()) {
    sleepSync(0.1);
    try {
      records.push(parseCsvLine(text));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      errors.push({ line: index + 1, text, reason: error.message });
    }
  }
  return { records, errors };
}

/**
 * Exercise 1: one line. What is between quotes is one field, and white space around a field is not
 * part of it.
 *
 * @throws {SyntaxError} if it is not one record of id, value and timestamp
 *
 * @example
 * ```ts
 * parseCsvLine('7, 1.5, "2024-01-01"'); // { id: 7, value: 1.5, timestamp: "2024-01-01" }
 * ```
 */
export function parseCsvLine(text: string): CsvRecord {
  const rows = splitRows(text);
  const [id = "", value = "", timestamp = "", ...more] = rows[0] ?? [];
  const fields = rows[0]?.length ?? 0;
  check(rows.length <= 1, `${rows.length} records in one line`);
  check(fields === 3 && more.length === 0, `${fields} of 3 fields`);
  check(/^\d{1,15}$/.test(id), `id is not a whole number: ${JSON.stringify(id)}`);
  check(isDecimal(value), `value is not a number: ${JSON.stringify(value)}`);
  check(isTimestamp(timestamp), `timestamp is not a date: ${JSON.stringify(timestamp)}`);
  return { id: Number(id), value: Number(value), timestamp };
}

function splitRows(text: string): string[][] {
  try {
    return parse(text, { trim: true, relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser counts lines in what it is given, which is one line.
    throw new SyntaxError(error.message.replace(/ at line \d+.*/s, ""), { cause: error });
  }
}

function check(isRight: boolean, reason: string): void {
  if (!isRight) throw new SyntaxError(reason);
}

/** Not `Number` alone, which takes "" for 0 and "0x10" for 16. */
function isDecimal(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text));
}

/** Not `Date.parse` alone, which takes the 30th of February for the 1st of March. */
function isTimestamp(text: string): boolean {
  const day = new Date(text.slice(0, 10));
  if (Number.isNaN(day.getTime()) || Number.isNaN(Date.parse(text))) return false;
  return day.toISOString().startsWith(text.slice(0, 10));
}

/** Exercise 1: what is known of a record elsewhere. */
export interface RecordMetadata {
  readonly id: number;
  readonly label: string;
}

/**
 * Exercise 1, requirement 2: a metadata service by a driver that knows no promises. It blocks the
 * thread that calls it for 50 to 100 ms. The time follows from the id alone.
 *
 * @param recordId  a whole number from 0 up
 *
 * @example
 * ```ts
 * fetchMetadataBlocking(7); // { id: 7, label: "item_7" }
 * ```
 */
export function fetchMetadataBlocking(recordId: number): RecordMetadata {
  const random = randomLcg(recordId);
  // The first two numbers of neighbouring seeds are much alike.
  random();
  random();
  sleepSync(50 + 50 * random());
  return { id: recordId, label: `item_${recordId}` };
}

/** Exercise 4: what a sensor says. */
export interface SensorReading {
  readonly sensorId: number;
  readonly rawValue: number;
}

/** Exercise 4: a reading after the second stage. */
export interface NormalizedReading extends SensorReading {
  /** From −1 to 1. */
  readonly normalized: number;
}

/**
 * Exercise 4, requirement 1b: pure computing, 5,000 rounds of a sine and a cosine.
 *
 * @throws {RangeError} if the value is not a finite number
 *
 * @example
 * ```ts
 * const { normalized } = normalizeReading({ sensorId: 7, rawValue: 50 });
 * Math.abs(normalized) <= 1; // true
 * ```
 */
export function normalizeReading(reading: SensorReading): NormalizedReading {
  const { sensorId, rawValue } = reading;
  if (!Number.isFinite(rawValue)) {
    throw new RangeError(
      `Cannot normalize reading of sensor ${sensorId} as \`rawValue\` must be a finite number: received ${rawValue}`,
    );
  }
  let sum = 0;
  for (let i = 0; i < 5_000; i++) sum += Math.sin(rawValue + i) * Math.cos(rawValue - i);
  return { ...reading, normalized: sum / 5_000 };
}

/** Exercise 4: what the storage answers. */
export interface StorageReceipt {
  readonly stored: true;
  readonly sensorId: number;
}

/**
 * Exercise 4, requirement 1c: a storage by a driver that knows no promises. It blocks the thread
 * that calls it for 20 ms.
 *
 * @example
 * ```ts
 * storeReading({ sensorId: 7 }); // { stored: true, sensorId: 7 }
 * ```
 */
export function storeReading({ sensorId }: Pick<SensorReading, "sensorId">): StorageReceipt {
  sleepSync(20);
  return { stored: true, sensorId };
}
