// The whole public surface of concurrency-lab-serving.

import { registerWorkerModules } from "concurrency-lab";

export type {
  AggregatorCounts,
  AggregatorOptions,
  BatchRecord,
} from "./aggregator-options.ts";
export {
  type BackpressureCounts,
  BackpressureHandler,
  type BackpressureOptions,
} from "./backpressure-handler.ts";
export { BatchAggregator } from "./batch-aggregator.ts";
export {
  HealthMonitor,
  type HealthMonitorOptions,
  type HealthReport,
  type RequestObservation,
} from "./health-monitor.ts";
export type { ListenOptions } from "./http-options.ts";
export {
  InferenceService,
  type InferenceServiceOptions,
} from "./inference-service.ts";
export { InvalidInputError } from "./invalid-input-error.ts";
export type { Model, PredictOptions } from "./model.ts";
export {
  ModelRegistry,
  type ModelRegistryOptions,
  type VersionReport,
} from "./model-registry.ts";
export { OnnxModel } from "./onnx-model.ts";
export type { PredictionOptions, PredictionService } from "./prediction-service.ts";
export {
  ResultCache,
  type ResultCacheCounts,
  type ResultCacheOptions,
} from "./result-cache.ts";
export type { Prediction } from "./served-model.ts";
export { SyntheticModel, type SyntheticModelOptions } from "./synthetic-model.ts";
export { UnknownVersionError } from "./unknown-version-error.ts";
export {
  type BatchPrediction,
  loadModel,
  type ModelShape,
  predictBatch,
  predictSynthetically,
  type SyntheticCost,
} from "./workers/predict.ts";

registerWorkerModules(new URL("./workers/", import.meta.url));
