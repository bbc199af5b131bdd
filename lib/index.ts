// The whole public surface of concurrency-lab.

export type { Executor, ExecutorCounts, RunOptions } from "./pools/executor.ts";
export { InlineExecutor } from "./pools/inline-executor.ts";
export { ThreadPool, type ThreadPoolOptions } from "./pools/thread-pool.ts";
export { analyzeRequest, type RequestAnalysis, type RequestData } from "./workers/lecture29.ts";
