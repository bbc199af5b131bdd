// requirement 1: the square root of the sum, not the sum of the square roots
function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  let sum = 0;
  for (const x of data) sum += Math.abs(x);
  return [recordId, Math.round(Math.log(Math.sqrt(sum) + 1) * 1e6) / 1e6];
}
