// requirement 4: below the range, the distance is from 85
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
      const urgencyScore = ((record.value - 85) / (100 - 85)) * 100;
      return { ...record, priority: "CRITICAL" as const, normalized, urgencyScore };
    }
    if (record.value < 15) {
      const urgencyScore = ((85 - record.value) / 15) * 100;
      return { ...record, priority: "CRITICAL" as const, normalized, urgencyScore };
    }
    return { ...record, priority: "NORMAL" as const, normalized };
  });
}
