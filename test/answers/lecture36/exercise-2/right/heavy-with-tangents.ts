// right: a hundred tangents
function computeHeavyBatch(records: readonly { readonly value: number }[]) {
  const results = [];
  for (const record of records) {
    let result = record.value / 100;
    for (let n = 0; n < 100; n++) result = Math.tan(result / 2);
    results.push({ ...record, result });
  }
  return results;
}
