// requirement 1: the wait is started and forgotten
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
  pause(latencyMs, { signal }).catch(() => {});
  if (fails) throw new Error("shard error");
  return { shardId, records: Array.from({ length: records }, (_, i) => `r_${shardId}_${i}`) };
}
