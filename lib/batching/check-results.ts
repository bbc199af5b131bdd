import { inspect } from "node:util";

/** Refuses results of a batch that are not one for each record, as then some record was lost. */
export function checkResults<R>(batch: readonly unknown[], results: readonly R[]): readonly R[] {
  if (Array.isArray(results) && results.length === batch.length) return results;
  const received = Array.isArray(results) ? `${results.length} results` : inspect(results);
  throw new TypeError(
    `Cannot go on as the function that computes a batch must return one result for each of its ${batch.length} records: received ${received}`,
  );
}
