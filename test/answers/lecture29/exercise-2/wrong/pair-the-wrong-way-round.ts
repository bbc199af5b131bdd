// requirement 1: the result comes first, the recordId second
function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  let total = 0;
  for (const x of data) total += Math.sqrt(Math.abs(x));
  return [Math.round(Math.log(total + 1) * 1e6) / 1e6, recordId];
}
