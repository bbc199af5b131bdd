// right: running sums, and the difference of two of them
type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

function computeBatch(records: readonly SourceItem[]) {
  const sums = [0];
  for (const { value } of records) sums.push(sums[sums.length - 1]! + value / 100);
  return records.map((record, index) => {
    const first = index < 4 ? 0 : index - 4;
    const rollingMean = (sums[index + 1]! - sums[first]!) / (index + 1 - first);
    const normalized = record.value / 100;
    return Object.assign({}, record, { normalized, rollingMean, isAnomaly: normalized > 0.8 });
  });
}
