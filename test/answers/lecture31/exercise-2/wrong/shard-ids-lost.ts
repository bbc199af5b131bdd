// requirement 1: each shard says that it is shard 0
import { sleep as pause } from "concurrency-lab";

async function queryShard(
  shardId: number,
  _query: string,
  {
    draw,
    signal,
  }: {
    draw: (shardId: number) => { latencyMs: number; fails: boolean; records: number };
    signal?: AbortSignal;
  },
) {
  const { latencyMs, fails, records } = draw(shardId);
  await pause(latencyMs, { signal });
  if (fails) throw new Error("shard error");
  return { shardId: 0, records: Array.from({ length: records }, (_, i) => `r_${shardId}_${i}`) };
}
