// requirement 1: the result is not rounded to 6 decimals
function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  let total = 0;
  for (const x of data) total += Math.sqrt(Math.abs(x));
  return [recordId, Math.log(total + 1)];
}
