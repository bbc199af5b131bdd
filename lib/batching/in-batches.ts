/**
 * Cuts records into batches of the size that is asked for each. Should the source fail, what it
 * gave before is still a batch.
 */
export async function* inBatches<T>(
  records: Iterable<T> | AsyncIterable<T>,
  sizeOfNext: () => number,
): AsyncGenerator<T[], void, undefined> {
  let batch: T[] = [];
  let size = 0;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const record of records) {
      // Asked when the batch begins, so that what is learnt of the one before counts.
      if (batch.length === 0) size = sizeOfNext();
      batch.push(record);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    failure = { error };
  }
  if (batch.length > 0) yield batch;
  if (failure) throw failure.error;
}
