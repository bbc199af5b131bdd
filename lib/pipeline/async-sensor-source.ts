import { checkDuration } from "../timing/check-duration.ts";
import { sleep } from "../timing/sleep.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import type { SensorRecord } from "../workers/lecture36.ts";

/** How an `AsyncSensorSource` is built. */
export interface AsyncSensorSourceOptions {
  readonly sensorId: string;
  /** From one reading to the next, in milliseconds. */
  readonly intervalMs: number;
  /** Reads the sensor; what it throws ends the stream. */
  readonly read: () => number | Promise<number>;
  /** Gives each record an id that no other has, of this sensor or another. */
  readonly nextRecordId: () => number;
  /**
   * The clock of `createdAtMs`.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/**
 * A sensor that is read at intervals (lecture 36, exercise 1). It reads when it is asked, so who
 * takes its records slowly has it read less often: nothing piles up here.
 *
 * @example
 * ```ts
 * let id = 0;
 * const source = new AsyncSensorSource({
 *   sensorId: "s1",
 *   intervalMs: 5,
 *   read: () => 20,
 *   nextRecordId: () => id++,
 * });
 * for await (const { recordId, value } of source.records()) {
 *   console.log(recordId, value); // 0 20, 1 20
 *   if (recordId === 1) break;
 * }
 * source.produced; // 2
 * ```
 */
export class AsyncSensorSource {
  readonly name: string;
  readonly #options: AsyncSensorSourceOptions;
  #produced = 0;

  /** @throws {RangeError | TypeError} if `intervalMs` is not a finite number from 0 up */
  constructor(options: AsyncSensorSourceOptions) {
    checkDuration("create AsyncSensorSource", "intervalMs", options.intervalMs);
    this.name = options.sensorId;
    this.#options = options;
  }

  /** Records that it has made. */
  get produced(): number {
    return this.#produced;
  }

  /**
   * Waits, reads, yields, and so on for ever.
   *
   * @throws what `read` throws
   * @throws `signal.reason` once the signal aborts
   */
  async *records({ signal }: WaitOptions = {}): AsyncGenerator<SensorRecord, never, undefined> {
    const {
      sensorId,
      intervalMs,
      read,
      nextRecordId,
      now = () => performance.now(),
    } = this.#options;
    for (;;) {
      await sleep(intervalMs, { signal });
      const value = await read();
      this.#produced++;
      yield { sensorId, recordId: nextRecordId(), value, createdAtMs: now() };
    }
  }
}
