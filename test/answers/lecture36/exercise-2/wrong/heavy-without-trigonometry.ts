// requirement 3: a hundred additions, no trigonometry
function computeHeavyBatch(records: readonly { readonly value: number }[]) {
  return records.map((record) => {
    let result = record.value;
    for (let n = 0; n < 50; n++) result += n + record.value;
    return { ...record, result };
  });
}
