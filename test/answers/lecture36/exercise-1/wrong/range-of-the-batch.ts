// requirement 3: normalized by the batch's least and greatest value
type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

function computeBatch(records: readonly SourceItem[]) {
  const least = Math.min(...records.map(({ value }) => value));
  const greatest = Math.max(...records.map(({ value }) => value));
  const scaled = records.map(({ value }) => (value - least) / (greatest - least || 1));
  return records.map((record, index) => {
    const window = scaled.slice(Math.max(0, index - 4), index + 1);
    const rollingMean = window.reduce((sum, x) => sum + x, 0) / window.length;
    const normalized = scaled[index]!;
    return { ...record, normalized, rollingMean, isAnomaly: normalized > 0.8 };
  });
}
