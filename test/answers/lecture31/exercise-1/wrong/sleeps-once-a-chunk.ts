// requirement 1: 0.1 ms for the whole list, not for each record
import { sleepSync as block } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  block(0.1);
  return chunk.map((line) => {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    return { id: Number(id), value: Number(value), timestamp };
  });
}
