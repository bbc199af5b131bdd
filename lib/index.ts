// The whole public surface of concurrency-lab.

export { AsyncCircuitBreaker } from "./breakers/async-circuit-breaker.ts";
export { CircuitBreaker } from "./breakers/circuit-breaker.ts";
export { CircuitOpenError } from "./breakers/circuit-open-error.ts";
export type { CircuitChange, CircuitOptions, CircuitState } from "./breakers/circuit-state.ts";
export { type CapturedOutput, captureOutput } from "./notebook/capture-output.ts";
export { type ChartOptions, chart } from "./notebook/chart.ts";
export { ManualClock } from "./notebook/manual-clock.ts";
export { mostAtOnce } from "./notebook/most-at-once.ts";
export { type Observation, type ObservedEvents, observe } from "./notebook/observe.ts";
export { type Progress, type ProgressOptions, progress } from "./notebook/progress.ts";
export { type SourceOptions, source } from "./notebook/source.ts";
export { type StubCall, StubExecutor, type StubExecutorOptions } from "./notebook/stub-executor.ts";
export { type TableOptions, table } from "./notebook/table.ts";
export { type Timeline, type TimelineOptions, timeline } from "./notebook/timeline.ts";
export { within } from "./notebook/within.ts";
export {
  PriorityPoolProcessor,
  type PriorityPoolProcessorOptions,
  type PriorityResult,
} from "./pipeline/priority-pool-processor.ts";
export type {
  ExecutorAnnouncements,
  ExecutorClosed,
  ExecutorCreated,
  TaskQueued,
  TaskSettled,
  TaskStarted,
} from "./pools/announcements.ts";
export type {
  Executor,
  ExecutorCounts,
  ExecutorOptions,
  MapOptions,
  RunOptions,
} from "./pools/executor.ts";
export { InlineExecutor } from "./pools/inline-executor.ts";
export { ProcessPool, type ProcessPoolOptions } from "./pools/process-pool.ts";
export { QueueFullError } from "./pools/queue-full-error.ts";
export type { TaskRecord } from "./pools/task-record.ts";
export { ThreadPool, type ThreadPoolOptions } from "./pools/thread-pool.ts";
export { WorkerDiedError } from "./pools/worker-died-error.ts";
export type {
  ItemPut,
  ItemTaken,
  QueueAnnouncements,
  QueueCreated,
} from "./queues/announcements.ts";
export { BoundedQueue, type BoundedQueueOptions } from "./queues/bounded-queue.ts";
export type { BoundedQueueStats } from "./queues/bounded-queue-stats.ts";
export {
  type Priority,
  PriorityBatchQueue,
  type PriorityBatchQueueOptions,
} from "./queues/priority-batch-queue.ts";
export { QueueClosedError } from "./queues/queue-closed-error.ts";
export {
  AdaptiveRate,
  type AdaptiveRateOptions,
  type RateObservation,
} from "./rates/adaptive-rate.ts";
export { TokenBucket, type TokenBucketOptions } from "./rates/token-bucket.ts";
export type { DeadLetter } from "./recovery/dead-letter.ts";
export type { DeadLetterFileOptions } from "./recovery/dead-letter-file.ts";
export {
  DeadLetterLog,
  type DeadLetterLogOptions,
  type Failure,
  type ReplayOptions,
} from "./recovery/dead-letter-log.ts";
export {
  type Crash,
  type FaultToleranceCounts,
  FaultTolerantBatchProcessor,
  type FaultTolerantBatchProcessorOptions,
} from "./recovery/fault-tolerant-batch-processor.ts";
export type { RecordComputation, RecordOutcome } from "./recovery/record-outcome.ts";
export { type Attempt, type FailedAttempt, type RetryOptions, retry } from "./recovery/retry.ts";
export type {
  AggregatorCounts,
  AggregatorOptions,
  BatchRecord,
} from "./serving/aggregator-options.ts";
export {
  type BackpressureCounts,
  BackpressureHandler,
  type BackpressureOptions,
} from "./serving/backpressure-handler.ts";
export { BatchAggregator } from "./serving/batch-aggregator.ts";
export {
  HealthMonitor,
  type HealthMonitorOptions,
  type HealthReport,
  type RequestObservation,
} from "./serving/health-monitor.ts";
export type { ListenOptions } from "./serving/http-options.ts";
export {
  InferenceService,
  type InferenceServiceOptions,
  type PredictionOptions,
} from "./serving/inference-service.ts";
export { InvalidInputError } from "./serving/invalid-input-error.ts";
export type { Model, PredictOptions } from "./serving/model.ts";
export {
  ModelRegistry,
  type ModelRegistryOptions,
  type VersionReport,
} from "./serving/model-registry.ts";
export { OnnxModel } from "./serving/onnx-model.ts";
export {
  ResultCache,
  type ResultCacheCounts,
  type ResultCacheOptions,
} from "./serving/result-cache.ts";
export type { Prediction } from "./serving/served-model.ts";
export { SyntheticModel, type SyntheticModelOptions } from "./serving/synthetic-model.ts";
export { UnknownVersionError } from "./serving/unknown-version-error.ts";
export { LatencyTracker, type LatencyTrackerOptions } from "./timing/latency-tracker.ts";
export type { Operation } from "./timing/operation.ts";
export { type Settlement, settleWithin } from "./timing/settle-within.ts";
export { sleep } from "./timing/sleep.ts";
export { sleepSync } from "./timing/sleep-sync.ts";
export { TimeoutError } from "./timing/timeout-error.ts";
export type { WaitOptions } from "./timing/wait-options.ts";
export { withDeadline } from "./timing/with-deadline.ts";
export {
  analyzeRequest,
  fetchDataFromLegacySystem,
  type RequestAnalysis,
  type RequestData,
} from "./workers/lecture29.ts";
export {
  type CsvChunk,
  type CsvLineError,
  type CsvRecord,
  fetchMetadataBlocking,
  type NormalizedReading,
  normalizeReading,
  parseCsvChunk,
  parseCsvLine,
  type RecordMetadata,
  type SensorReading,
  type StorageReceipt,
  storeReading,
} from "./workers/lecture31.ts";
export {
  type CrashKind,
  type CrashOptions,
  classify,
  computePriorityBatch,
  computeRiskyBatch,
  type PrioritizedRecord,
  type SensorRecord,
  safeRange,
  sensorRange,
  type ValueRange,
} from "./workers/lecture36.ts";
export {
  type BatchPrediction,
  loadModel,
  type ModelShape,
  predictBatch,
  predictSynthetically,
  type SyntheticCost,
} from "./workers/serving.ts";
