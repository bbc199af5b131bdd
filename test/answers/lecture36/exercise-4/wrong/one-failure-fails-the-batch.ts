// requirement 1: one record that fails makes all of the batch FAILED
type OneReading = Reading;

interface CallOptions {
  readonly attempt?: number;
  readonly [option: string]: unknown;
}

function computeFn(records: readonly OneReading[], _options: CallOptions = {}) {
  if (Math.random() < 0.02) {
    throw Object.assign(new Error("worker crash"), { name: "RuntimeError" });
  }
  const outcomes = records.map((originalRecord) => {
    try {
      const { value } = originalRecord;
      if (typeof value !== "number") throw new TypeError(`not a number: ${value}`);
      if (!Number.isFinite(value)) return { status: "POISON_PILL" as const, originalRecord };
      if (value < 0) throw new RangeError(`no root of ${value}`);
      return { status: "OK" as const, result: Math.sqrt(value), originalRecord };
    } catch (error) {
      return { status: "FAILED" as const, error: (error as Error).message, originalRecord };
    }
  });
  const failed = outcomes.find(({ status }) => status === "FAILED");
  if (failed?.status !== "FAILED") return outcomes;
  return records.map((originalRecord) => ({ ...failed, originalRecord }));
}
