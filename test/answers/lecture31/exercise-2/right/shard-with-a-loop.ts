// right: node's own timers, records in a loop, a string as query or nothing
import { setTimeout as wait } from "node:timers/promises";

async function queryShard(
  shardId: number,
  _query: string,
  options: {
    draw: (shardId: number) => { latencyMs: number; fails: boolean; records: number };
    signal?: AbortSignal | undefined;
  },
) {
  const drawn = options.draw(shardId);
  await wait(drawn.latencyMs, undefined, { signal: options.signal });
  if (drawn.fails) throw Object.assign(new Error("shard error"), { shardId });
  const records: string[] = [];
  for (let i = 0; records.length < drawn.records; i++) records.push(`r_${shardId}_${i}`);
  return { records, shardId };
}
