// requirement 1: the logarithm to base 10 instead of the natural one
function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  let total = 0;
  for (const x of data) total += Math.sqrt(Math.abs(x));
  return [recordId, Math.round(Math.log10(total + 1) * 1e6) / 1e6];
}
