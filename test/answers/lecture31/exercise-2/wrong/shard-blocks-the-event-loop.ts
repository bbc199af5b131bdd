// requirement 1: no other shard is asked meanwhile
import { sleepSync as block } from "concurrency-lab";

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
  const { latencyMs, fails, records } = draw(shardId);
  block(latencyMs);
  if (fails) throw new Error("shard error");
  return { shardId, records: Array.from({ length: records }, (_, i) => `r_${shardId}_${i}`) };
}
