// right: a helper for one record, the error as text with its name
type OneReading = ReturnType<typeof makeReadings>[number];

const CRASH_PROBABILITY = 0.02;

function rootOf(value: number): number {
  if (typeof value !== "number") throw new TypeError("Cannot take the root of no number");
  if (value < 0) throw new RangeError(`Cannot take the root of ${value}`);
  return value ** 0.5;
}

function computeFn(
  records: readonly OneReading[],
  _options?: { readonly attempt?: number; readonly [option: string]: unknown },
) {
  if (Math.random() >= 1 - CRASH_PROBABILITY) throw new Error("worker crash");
  const outcomes = [];
  for (const record of records) {
    try {
      if (typeof record.value === "number" && !Number.isFinite(record.value)) {
        outcomes.push({ originalRecord: record, status: "POISON_PILL" as const });
        continue;
      }
      outcomes.push({
        originalRecord: record,
        status: "OK" as const,
        result: rootOf(record.value),
      });
    } catch (error) {
      outcomes.push({ originalRecord: record, status: "FAILED" as const, error: String(error) });
    }
  }
  return outcomes;
}
