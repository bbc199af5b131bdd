// requirement 3: one operation, as the light one has
function computeHeavyBatch(records: readonly { readonly value: number }[]) {
  return records.map((record) => {
    let result = record.value;
    result *= 2;
    return { ...record, result };
  });
}
