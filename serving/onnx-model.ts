import { resolve } from "node:path";
import type { Executor } from "concurrency-lab";
import type { Model, PredictOptions } from "./model.ts";
import {
  type BatchPrediction,
  loadModel,
  type ModelShape,
  predictBatch,
} from "./workers/predict.ts";

/**
 * A classifier in an ONNX file, run by onnxruntime in a worker (reflection question 7, part 2).
 *
 * onnxruntime-node is an optional package: where it is not to be had, `load` rejects and says so.
 *
 * @example
 * ```ts
 * import { fileURLToPath } from "node:url";
 *
 * const path = fileURLToPath(new URL("../../serving/models/digits-v1.onnx", import.meta.url));
 * const executor = new ThreadPool({ maxWorkers: 1 });
 * const model = new OnnxModel(path);
 * await model.load(executor); // { inputLength: 16, classes: 10 }
 * const blank = new Float32Array(16);
 * const { labels, probabilities } = await model.predict(blank, { executor, count: 1 });
 * labels.length; // 1
 * probabilities.length; // 10
 * await executor.close();
 * ```
 */
export class OnnxModel implements Model {
  /** Absolute. */
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  load(executor: Executor): Promise<ModelShape> {
    return executor.run(loadModel, this.path);
  }

  predict(
    inputs: Float32Array<ArrayBuffer>,
    { executor, count }: PredictOptions,
  ): Promise<BatchPrediction> {
    return executor.run({ transfer: [inputs.buffer] }, predictBatch, this.path, inputs, count);
  }
}
