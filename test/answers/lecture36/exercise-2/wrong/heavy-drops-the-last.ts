// requirement 3: off by one: the last record has no result
function computeHeavyBatch(records: readonly { readonly value: number }[]) {
  return records.slice(0, -1).map((record) => {
    let result = record.value;
    for (let n = 0; n < 50; n++) result += Math.sin(result) * Math.cos(n + record.value);
    return { ...record, result };
  });
}
