// requirement 3: the first windows hold values of the batch before
type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

const earlier: number[] = [];

function computeBatch(records: readonly SourceItem[]) {
  const scaled = records.map(({ value }) => value / 100);
  return records.map((record, index) => {
    earlier.push(scaled[index]!);
    const window = earlier.slice(-5);
    const rollingMean = window.reduce((sum, x) => sum + x, 0) / window.length;
    const normalized = scaled[index]!;
    return { ...record, normalized, rollingMean, isAnomaly: normalized > 0.8 };
  });
}
