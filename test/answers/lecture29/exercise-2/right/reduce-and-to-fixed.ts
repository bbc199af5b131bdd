// right: the sum by reduce, rounded by toFixed
function transformRecord(record: DataRecord): TransformedRecord {
  const total = record.data.reduce((sum, x) => sum + Math.sqrt(Math.abs(x)), 0);
  const result = Math.log(total + 1);
  return [record.recordId, Number(result.toFixed(6))];
}
