// requirement 3: values below 0.2 are flagged, too
type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

function computeBatch(records: readonly SourceItem[]) {
  const scaled = records.map(({ value }) => value / 100);
  return records.map((record, index) => {
    const window = scaled.slice(Math.max(0, index - 4), index + 1);
    const rollingMean = window.reduce((sum, x) => sum + x, 0) / window.length;
    const normalized = scaled[index]!;
    return { ...record, normalized, rollingMean, isAnomaly: normalized > 0.8 || normalized < 0.2 };
  });
}
