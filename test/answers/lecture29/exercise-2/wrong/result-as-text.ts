// requirement 1: the result is text, as toFixed returns it
function transformRecord({ recordId, data }: DataRecord): any {
  let total = 0;
  for (const x of data) total += Math.sqrt(Math.abs(x));
  return [recordId, Math.log(total + 1).toFixed(6)];
}
