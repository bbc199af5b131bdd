// requirement 3: one operation for the batch, one result
function computeLightBatch(records: readonly { readonly value: number }[]) {
  return records.slice(0, 1).map((record) => ({ ...record, result: record.value * 2 }));
}
