// requirement 2: the global isFinite takes text and null for numbers
type OneReading = Reading;

interface CallOptions {
  readonly attempt?: number;
  readonly [option: string]: unknown;
}

function computeFn(records: readonly OneReading[], _options: CallOptions = {}) {
  if (Math.random() < 0.02) {
    throw Object.assign(new Error("worker crash"), { name: "RuntimeError" });
  }
  return records.map((originalRecord) => {
    try {
      const { value } = originalRecord;
      if (!globalThis.isFinite(value)) return { status: "POISON_PILL" as const, originalRecord };
      if (value < 0) throw new RangeError(`no root of ${value}`);
      return { status: "OK" as const, result: Math.sqrt(value), originalRecord };
    } catch (error) {
      return { status: "FAILED" as const, error: (error as Error).message, originalRecord };
    }
  });
}
