import type { Executor } from "concurrency-lab";
import { checkDuration, checkPositiveInteger } from "concurrency-lab/internal";
import type { Model, PredictOptions } from "./model.ts";
import {
  type BatchPrediction,
  type ModelShape,
  predictSynthetically,
  type SyntheticCost,
} from "./workers/predict.ts";

/** How a `SyntheticModel` is built. */
export interface SyntheticModelOptions {
  /**
   * Milliseconds that a batch takes, whatever is in it.
   *
   * @default 2
   */
  readonly batchMs?: number;
  /**
   * Milliseconds that each item takes on top.
   *
   * @default 0.05
   */
  readonly itemMs?: number;
  /**
   * Numbers in one input, and classes: it says which of the numbers is the largest.
   *
   * @default 16
   */
  readonly inputLength?: number;
}

/**
 * A model that keeps its worker waiting for a known time, as one on a GPU does, and so has a known
 * capacity: what a batch of 32 takes is `batchMs + 32 × itemMs`. It needs no core, for experiments
 * that are to be the same on every machine.
 *
 * @throws {TypeError | RangeError} if an option is not what it must be
 *
 * @example
 * ```ts
 * const executor = new InlineExecutor();
 * const model = new SyntheticModel({ batchMs: 1, inputLength: 2 });
 * const { labels } = await model.predict(Float32Array.of(0, 1, 1, 0), { executor, count: 2 });
 * [...labels]; // [1, 0]
 * await executor.close();
 * ```
 */
export class SyntheticModel implements Model {
  readonly #cost: SyntheticCost;
  readonly #inputLength: number;

  constructor({ batchMs = 2, itemMs = 0.05, inputLength = 16 }: SyntheticModelOptions = {}) {
    const what = "create SyntheticModel";
    checkDuration(what, "batchMs", batchMs);
    checkDuration(what, "itemMs", itemMs);
    checkPositiveInteger(what, "inputLength", inputLength);
    this.#cost = { batchMs, itemMs };
    this.#inputLength = inputLength;
  }

  /** Items in a second that one worker gets through in batches of `batchSize`. */
  capacityPerSecond(batchSize: number): number {
    return (1000 * batchSize) / (this.#cost.batchMs + batchSize * this.#cost.itemMs);
  }

  /** Nothing to load. */
  async load(_executor: Executor): Promise<ModelShape> {
    return { inputLength: this.#inputLength, classes: this.#inputLength };
  }

  predict(
    inputs: Float32Array<ArrayBuffer>,
    { executor, count }: PredictOptions,
  ): Promise<BatchPrediction> {
    const transfer = [inputs.buffer];
    return executor.run({ transfer }, predictSynthetically, this.#cost, inputs, count);
  }
}
