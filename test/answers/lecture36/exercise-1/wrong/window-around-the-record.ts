// requirement 3: the window stands around the record, with records that come later
type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

function computeBatch(records: readonly SourceItem[]) {
  const scaled = records.map(({ value }) => value / 100);
  return records.map((record, index) => {
    const window = scaled.slice(Math.max(0, index - 2), index + 3);
    const rollingMean = window.reduce((sum, x) => sum + x, 0) / window.length;
    const normalized = scaled[index]!;
    return { ...record, normalized, rollingMean, isAnomaly: normalized > 0.8 };
  });
}
