import { checkResults } from "../batching/check-results.ts";
import type { Executor } from "../pools/executor.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import type { RecordComputation, RecordOutcome } from "./record-outcome.ts";

/** Where records are computed, and for which time. */
export interface ComputeRecordsOptions<C extends object> extends WaitOptions {
  readonly executor: Executor;
  /** 1 at first. */
  readonly attempt: number;
  readonly context: C | undefined;
}

/** Has an executor try records once: it gives an outcome for each, or rejects. */
export async function computeRecords<T, R, C extends object>(
  computeFn: RecordComputation<T, R, C>,
  records: readonly T[],
  { executor, attempt, context, signal }: ComputeRecordsOptions<C>,
): Promise<readonly RecordOutcome<T, R>[]> {
  const told = { ...context, attempt } as C & { readonly attempt: number };
  return checkResults(records, await executor.run({ signal }, computeFn, records, told));
}
