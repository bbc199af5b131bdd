// requirement 3: ten operations for each record
function computeHeavyBatch(records: readonly { readonly value: number }[]) {
  return records.map((record) => {
    let result = record.value;
    for (let n = 0; n < 5; n++) result += Math.sin(result) * Math.cos(n + record.value);
    return { ...record, result };
  });
}
