// right: d3's scale by hand and its mean, a helper beside the function
import { mean as average } from "d3-array";

type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

const WINDOW_LENGTH = 5;

function toUnitRange(value: number, low: number, high: number): number {
  return (value - low) / (high - low);
}

function computeBatch(records: readonly SourceItem[]) {
  return records.map((record, index) => {
    const from = Math.max(index - WINDOW_LENGTH + 1, 0);
    const window = records.slice(from, index + 1).map(({ value }) => toUnitRange(value, 0, 100));
    const normalized = toUnitRange(record.value, 0, 100);
    return {
      ...record,
      normalized,
      rollingMean: average(window) ?? normalized,
      isAnomaly: normalized > 0.8,
    };
  });
}
