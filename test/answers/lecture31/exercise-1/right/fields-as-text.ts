// right: the fields stay text, as Python's split leaves them
import { sleepSync as block } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  const records: { id: string; value: string; timestamp: string }[] = [];
  for (const line of chunk) {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    block(0.1);
    records.push({ id, value, timestamp });
  }
  return records;
}
