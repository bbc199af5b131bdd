// requirement 1: the + 1 in the logarithm is missing
function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  let total = 0;
  for (const x of data) total += Math.sqrt(Math.abs(x));
  return [recordId, Math.round(Math.log(total) * 1e6) / 1e6];
}
