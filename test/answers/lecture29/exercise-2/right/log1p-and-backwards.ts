// right: by log1p, the numbers added from the end, the root as a power
function transformRecord(record: DataRecord): TransformedRecord {
  let total = 0;
  for (let index = record.data.length - 1; index >= 0; index--) {
    total += Math.abs(record.data[index]!) ** 0.5;
  }
  return [record.recordId, Math.round(Math.log1p(total) * 1e6) / 1e6] as const;
}
