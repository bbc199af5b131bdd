// requirement 3: the window ends before the record itself
type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

function computeBatch(records: readonly SourceItem[]) {
  const scaled = records.map(({ value }) => value / 100);
  return records.map((record, index) => {
    const window = index === 0 ? scaled.slice(0, 1) : scaled.slice(Math.max(0, index - 5), index);
    const rollingMean = window.reduce((sum, x) => sum + x, 0) / window.length;
    const normalized = scaled[index]!;
    return { ...record, normalized, rollingMean, isAnomaly: normalized > 0.8 };
  });
}
