// right: windows by a ring buffer of five
type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

function computeBatch(records: readonly SourceItem[]) {
  const ring = new Float64Array(5);
  const computed = [];
  let count = 0;
  for (const record of records) {
    const normalized = record.value / 100;
    ring[count % 5] = normalized;
    count += 1;
    const filled = ring.subarray(0, Math.min(count, 5));
    const rollingMean = filled.reduce((sum, x) => sum + x, 0) / filled.length;
    computed.push({ ...record, normalized, rollingMean, isAnomaly: normalized > 0.8 });
  }
  return computed;
}
