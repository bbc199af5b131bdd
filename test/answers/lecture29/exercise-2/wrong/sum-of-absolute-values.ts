// requirement 1: the square roots are left out
function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  let total = 0;
  for (const x of data) total += Math.abs(x);
  return [recordId, Math.round(Math.log(total + 1) * 1e6) / 1e6];
}
