// The whole public surface of concurrency-lab.

export { AsyncCircuitBreaker } from "./breakers/async-circuit-breaker.ts";
export { CircuitBreaker } from "./breakers/circuit-breaker.ts";
export { CircuitOpenError } from "./breakers/circuit-open-error.ts";
export type { CircuitChange, CircuitOptions, CircuitState } from "./breakers/circuit-state.ts";
export { type CapturedOutput, captureOutput } from "./notebook/capture-output.ts";
export { type ChartOptions, chart } from "./notebook/chart.ts";
export { ManualClock } from "./notebook/manual-clock.ts";
export { type Observation, type ObservedEvents, observe } from "./notebook/observe.ts";
export { peakConcurrency } from "./notebook/peak-concurrency.ts";
export { type Progress, type ProgressOptions, progress } from "./notebook/progress.ts";
export { type SourceOptions, source } from "./notebook/source.ts";
export { type StubCall, StubExecutor, type StubExecutorOptions } from "./notebook/stub-executor.ts";
export { type TableOptions, table } from "./notebook/table.ts";
export { type Timeline, type TimelineOptions, timeline } from "./notebook/timeline.ts";
export { within } from "./notebook/within.ts";
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
export { registerWorkerModules } from "./pools/worker-modules.ts";
export type {
  ItemPut,
  ItemTaken,
  QueueAnnouncements,
  QueueCreated,
} from "./queues/announcements.ts";
export { BoundedQueue, type BoundedQueueOptions } from "./queues/bounded-queue.ts";
export type { BoundedQueueStats } from "./queues/bounded-queue-stats.ts";
export { QueueClosedError } from "./queues/queue-closed-error.ts";
export {
  AdaptiveRate,
  type AdaptiveRateOptions,
  type RateObservation,
} from "./rates/adaptive-rate.ts";
export { TokenBucket, type TokenBucketOptions } from "./rates/token-bucket.ts";
export type { Operation } from "./timing/operation.ts";
export { type Attempt, type FailedAttempt, type RetryOptions, retry } from "./timing/retry.ts";
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
