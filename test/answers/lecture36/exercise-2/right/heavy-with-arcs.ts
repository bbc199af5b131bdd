// right: a hundred sums of an arc tangent of two numbers
function computeHeavyBatch(records: readonly { readonly value: number }[]) {
  return records.map((record) => {
    const angles = Array.from({ length: 100 }, (_, n) => Math.atan2(record.value, n + 1));
    return { ...record, result: angles.reduce((sum, angle) => sum + angle, 0) };
  });
}
