// right: one subtraction for each record, in a loop
function computeLightBatch(records: readonly { readonly value: number }[]) {
  const results = [];
  for (const record of records) results.push({ ...record, result: record.value - 50 });
  return results;
}
