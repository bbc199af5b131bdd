// requirement 1: the second field is taken for the timestamp
import { sleepSync as block } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  return chunk.map((line) => {
    const [id = "", timestamp = "", value = ""] = line.split(",");
    block(0.1);
    return { id: Number(id), value: Number(value), timestamp };
  });
}
