// requirement 4: per cent of what is left to the end of the sensor's range
type PriorityRecord = Parameters<PriorityBatchQueue["put"]>[0];

type ScoredRecord = PriorityRecord & {
  readonly priority: "CRITICAL" | "NORMAL";
  readonly normalized: number;
  readonly urgencyScore?: number;
};

function computePriorityBatch(records: readonly PriorityRecord[]): ScoredRecord[] {
  return records.map((record) => {
    const normalized = record.value / 100;
    if (record.value > 85) {
      const urgencyScore = ((100 - record.value) / 15) * 100;
      return { ...record, priority: "CRITICAL" as const, normalized, urgencyScore };
    }
    if (record.value < 15) {
      const urgencyScore = (record.value / 15) * 100;
      return { ...record, priority: "CRITICAL" as const, normalized, urgencyScore };
    }
    return { ...record, priority: "NORMAL" as const, normalized };
  });
}
