// right: classify says which, and crosses with the function
type PriorityRecord = Parameters<PriorityBatchQueue["put"]>[0];

type ScoredRecord = PriorityRecord & {
  readonly priority: "CRITICAL" | "NORMAL";
  readonly normalized: number;
  readonly urgencyScore?: number;
};

function computePriorityBatch(records: readonly PriorityRecord[]): ScoredRecord[] {
  return records.map((record) => {
    const priority = classify(record);
    const computed = { ...record, priority, normalized: record.value * 0.01 };
    if (priority === "NORMAL") return computed;
    const distance = record.value > 50 ? record.value - 85 : 15 - record.value;
    return { ...computed, urgencyScore: distance / 0.15 };
  });
}
