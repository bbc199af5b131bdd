// requirement 4: the score is rounded to 0, 50 or 100
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
      const urgencyScore = Math.round((record.value - 85) / 7.5) * 50;
      return { ...record, priority: "CRITICAL" as const, normalized, urgencyScore };
    }
    if (record.value < 15) {
      const urgencyScore = Math.round((15 - record.value) / 7.5) * 50;
      return { ...record, priority: "CRITICAL" as const, normalized, urgencyScore };
    }
    return { ...record, priority: "NORMAL" as const, normalized };
  });
}
