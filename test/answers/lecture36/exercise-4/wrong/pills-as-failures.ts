// requirement 2: a pill is marked as FAILED
type OneReading = ReturnType<typeof makeReadings>[number];

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
      if (typeof value !== "number") throw new TypeError(`not a number: ${value}`);
      if (!Number.isFinite(value)) throw new RangeError(`a pill: ${value}`);
      if (value < 0) throw new RangeError(`no root of ${value}`);
      return { status: "OK" as const, result: Math.sqrt(value), originalRecord };
    } catch (error) {
      return { status: "FAILED" as const, error: (error as Error).message, originalRecord };
    }
  });
}
