// requirement 3: the values stay as they are, from 0 to 100
type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

function computeBatch(records: readonly SourceItem[]) {
  const scaled = records.map(({ value }) => value);
  return records.map((record, index) => {
    const window = scaled.slice(Math.max(0, index - 4), index + 1);
    const rollingMean = window.reduce((sum, x) => sum + x, 0) / window.length;
    const normalized = scaled[index]!;
    return { ...record, normalized, rollingMean, isAnomaly: normalized > 0.8 };
  });
}
