// The whole public surface of concurrency-lab.

export { type ChartOptions, chart } from "./notebook/chart.ts";
export { type Progress, type ProgressOptions, progress } from "./notebook/progress.ts";
export { type SourceOptions, source } from "./notebook/source.ts";
export { type TableOptions, table } from "./notebook/table.ts";
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
export { analyzeRequest, type RequestAnalysis, type RequestData } from "./workers/lecture29.ts";
