import type { Executor } from "concurrency-lab";
import type { BatchPrediction, ModelShape } from "./workers/predict.ts";

/** A classifier that runs in an executor, and knows how to get itself there. */
export interface Model {
  /** Has a worker load it, and says what it takes. */
  load(executor: Executor): Promise<ModelShape>;
  /**
   * Classifies a batch.
   *
   * @param inputs  those of the first item, then those of the second …; they are unusable
   * afterwards, as they move into the worker
   */
  predict(inputs: Float32Array<ArrayBuffer>, options: PredictOptions): Promise<BatchPrediction>;
}

export interface PredictOptions {
  readonly executor: Executor;
  /** Items in the batch. */
  readonly count: number;
}
