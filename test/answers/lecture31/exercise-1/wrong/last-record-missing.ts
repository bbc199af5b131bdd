// requirement 1: the loop ends one line too early
import { sleepSync as block } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  const records: { id: number; value: number; timestamp: string }[] = [];
  for (let place = 0; place < chunk.length - 1; place++) {
    const [id = "", value = "", timestamp = ""] = (chunk[place] ?? "").split(",");
    block(0.1);
    records.push({ id: Number(id), value: Number(value), timestamp });
  }
  return records;
}
