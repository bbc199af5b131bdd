// requirement 1: negative numbers count as 0 instead of by their absolute value
function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  let total = 0;
  for (const x of data) total += Math.sqrt(Math.max(x, 0));
  return [recordId, Math.round(Math.log(total + 1) * 1e6) / 1e6];
}
