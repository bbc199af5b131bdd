// requirement 3: the light one computes a thousand sines, too
function computeLightBatch(records: readonly { readonly value: number }[]) {
  return records.map((record) => {
    let result = record.value;
    for (let n = 0; n < 1000; n++) result += Math.sin(result);
    return { ...record, result };
  });
}
