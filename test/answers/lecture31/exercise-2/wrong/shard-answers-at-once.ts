// requirement 1: it does not wait
async function queryShard(
  shardId: number,
  _query: string,
  {
    draw,
  }: {
    draw: (shardId: number) => { latencyMs: number; fails: boolean; records: number };
    signal?: AbortSignal;
  },
) {
  const { fails, records } = draw(shardId);
  if (fails) throw new Error("shard error");
  return { shardId, records: Array.from({ length: records }, (_, i) => `r_${shardId}_${i}`) };
}
