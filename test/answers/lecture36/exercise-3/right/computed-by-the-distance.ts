// right: the distance from the safe range, and a helper that crosses with it
type PriorityRecord = Parameters<PriorityBatchQueue["put"]>[0];

type ScoredRecord = PriorityRecord & {
  readonly priority: "CRITICAL" | "NORMAL";
  readonly normalized: number;
  readonly urgencyScore?: number;
};

function distanceFromRange(value: number, low: number, high: number): number {
  return Math.max(low - value, value - high, 0);
}

function computePriorityBatch(records: readonly PriorityRecord[]): ScoredRecord[] {
  const computed: ScoredRecord[] = [];
  for (const record of records) {
    const distance = distanceFromRange(record.value, 15, 85);
    const normalized = (record.value - 0) / (100 - 0);
    if (distance === 0) computed.push({ ...record, normalized, priority: "NORMAL" as const });
    else {
      const urgencyScore = (100 * distance) / 15;
      computed.push({ ...record, urgencyScore, normalized, priority: "CRITICAL" as const });
    }
  }
  return computed;
}
