// What serving.bench.ts measures, in a process of its own: the service with one worker.

import { fileURLToPath } from "node:url";
import { ThreadPool } from "concurrency-lab";
import {
  BackpressureHandler,
  InferenceService,
  ModelRegistry,
  OnnxModel,
  SyntheticModel,
} from "concurrency-lab-serving";

/** How the service is set up. */
export interface ServerOptions {
  /** What a batch of the synthetic model takes; the digits classifier as ONNX if there is none. */
  readonly batchMs?: number;
  readonly lingerMs: number;
  readonly maxQueueSize: number;
}

const { batchMs, lingerMs, maxQueueSize }: ServerOptions = JSON.parse(process.argv[2] ?? "{}");
const digits = fileURLToPath(new URL("../serving/models/digits-v1.onnx", import.meta.url));
const model =
  batchMs === undefined ? new OnnxModel(digits) : new SyntheticModel({ batchMs, itemMs: 0 });
const registry = new ModelRegistry({
  executor: new ThreadPool({ maxWorkers: 1 }),
  batching: { lingerMs },
});
await registry.load("1.0.0", model);
const backpressure = new BackpressureHandler({ maxQueueSize });
process.send?.(await new InferenceService({ registry, backpressure }).listen());
// The time that its threads have had on a core.
process.on("message", () => process.send?.(process.cpuUsage()));
process.on("disconnect", () => process.exit());
